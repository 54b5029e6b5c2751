/** How many inputs a fuzz test tries: few in `npm test`, as many as FUZZ_RUNS says in `npm run fuzz`. */
export const runs = (small: number): number => Number(process.env.FUZZ_RUNS ?? small);

/** Milliseconds of processor time of this process: a busy machine makes nothing look slow. */
export const processorMillis = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};
