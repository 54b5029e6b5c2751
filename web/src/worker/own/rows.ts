import { LIMITS, mistake } from './mistake.ts';

export interface Row {
  /** As a spreadsheet counts, from 1; blank lines count too. */
  row: number;
  cells: string[];
}

const [LINE_FEED, RETURN, QUOTE] = [10, 13, 34];

/**
 * The rows of a text, one at a time: none is kept, so that a file may be larger than what it is worth. Lines of nothing are left out. The
 * rules are d3-dsv's: a cell that begins with a quotation mark ends at the next single one, and what follows that separates. `cut`: the
 * text goes on, so a cell may end with it.
 */
export function* rowsOf(text: string, delimiter: string, cut = false): Generator<Row> {
  const separator = delimiter.charCodeAt(0);
  let end = text.length;
  if (text.charCodeAt(end - 1) === LINE_FEED) end--;
  if (text.charCodeAt(end - 1) === RETURN) end--;
  let at = 0;
  /** The end of a line is one mark or two. */
  const endsLine = (mark: number) => {
    if (mark === RETURN && text.charCodeAt(at) === LINE_FEED) at++;
    return mark === LINE_FEED || mark === RETURN;
  };
  for (let row = 1, over = end === 0; !over; row++) {
    if (row > LIMITS.lines) throw mistake('', `has more than ${LIMITS.lines} lines`);
    const cells: string[] = [];
    for (let ended = false; !ended; ) {
      const first = at;
      let mark = Number.NaN;
      if (text.charCodeAt(first) === QUOTE && first < end) {
        let close = text.indexOf('"', first + 1);
        while (close >= 0 && text.charCodeAt(close + 1) === QUOTE) close = text.indexOf('"', close + 2);
        if (close < 0 || close >= end) {
          if (!cut) throw mistake(`row ${row}`, 'a quotation mark is not closed');
          close = end;
        }
        const cell = text.slice(first + 1, close);
        cells.push(cell.length > 2 * LIMITS.cell ? cell : cell.replaceAll('""', '"')); // too long to be read
        at = close + 1;
      } else {
        while (at < end) {
          mark = text.charCodeAt(at);
          if (mark === separator || mark === LINE_FEED || mark === RETURN) break;
          at++;
        }
        cells.push(text.slice(first, at));
      }
      if (cells.length > LIMITS.rowCells) throw mistake(`row ${row}`, `has more than ${LIMITS.rowCells} cells`);
      over = at >= end;
      mark = text.charCodeAt(at++);
      ended = over || endsLine(mark);
    }
    if (cells.length > 1 || cells[0] !== '') yield { row, cells };
  }
}
