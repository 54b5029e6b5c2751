/** How often a property is tried: few times in every run of the tests, FUZZ_RUNS times where somebody asks for more. */
export const runs = (small: number): number => Number(process.env.FUZZ_RUNS ?? small);
