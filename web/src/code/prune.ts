/** A definition at the top of a program, or in a class. */
const definition = (indent: string): RegExp =>
  new RegExp(`^(?:/\\*\\*.*\\n)?(?:@.*\\n${indent})?(?:def|class|(?:async )?function) (\\w+)`, 'm');

/** How often a name stands in a text. */
const count = (text: string, name: string): number => text.match(new RegExp(`\\b${name}\\b`, 'g'))?.length ?? 0;

/** Leaves out the pieces whose name stands nowhere but in them. */
function usedOnly(pieces: readonly string[], indent: string, around: (kept: readonly string[]) => string): string[] {
  let kept = [...pieces];
  for (;;) {
    const whole = around(kept);
    const used = kept.filter((piece) => {
      const name = definition(indent).exec(piece.trimStart())?.[1];
      return !name || name.startsWith('__') || count(whole, name) > count(piece, name);
    });
    if (used.length === kept.length) return kept;
    kept = used;
  }
}

/** A program without functions, classes and methods that nothing calls; `between`: what parts those at the top. */
export function pruned(code: string, between: string | RegExp = '\n\n\n'): string {
  const top = usedOnly(code.split(between), '', (kept) => kept.join('\n'));
  return top
    .map((piece, i) => {
      // A base may call what its class does not.
      if (!/^class \w+:/.test(piece)) return piece;
      const others = top.filter((_, k) => k !== i).join('\n');
      return usedOnly(piece.split('\n\n'), '    ', (kept) => [...kept, others].join('\n')).join('\n\n');
    })
    .join('\n\n\n');
}
