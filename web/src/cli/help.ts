import { commands } from './commands/all.ts';

/** What `sidestep-race help` prints. */
export const help = (): string => `sidestep-race: optimizers, step by step, side by side

${Object.values(commands)
  .map((command) => command.help)
  .join('\n')}
  sidestep-race help                        print this help
  sidestep-race --version                   print the version

A row is {"lane","optimizer","step","loss","gradNorm","params","status"}: the state after that many updates, and the loss there. Rows
are ordered by step, then by lane. A lane that diverges ends there. A row has params only if there are at most 32 parameters; shown if
the loss is told at another point, such as an average; accuracy, testLoss and trainAccuracy if a network was tested at that step. In
JSON, a number that is not finite is null. The last line is {"checksum","lanes","link"}: hashes of the final parameters, of the race and of each
lane, and the link that replays it.
verify exits with status 0 if the checksums agree, 1 if they differ and 2 if the link has none.
Bad input: exit status 2 and one line "code at message" on standard error. Input that was read in another way than it is written: a line
"warning code at message".
`;
