import { type DBSchema, type IDBPDatabase, openDB } from 'idb';
import { Trace } from '../core/trace.ts';
import { keyOf, type Line } from '../experiment/line.ts';
import type { Result } from '../experiment/results.ts';
import { nextTask } from '../toolkit/tasks.ts';

/** Bytes that are kept in all; of one experiment at most half. */
const MOST_BYTES = 64 * 2 ** 20;
const WRITE_MILLIS = 500;
/** Runs in a transaction. */
const AT_ONCE = 40;

interface Kept {
  experiment: string;
  run: string;
  line: Line;
  columns: readonly string[];
  rows: Float64Array[];
}

interface Schema extends DBSchema {
  runs: { key: [string, string]; value: Kept };
  experiments: { key: string; value: { link: string; bytes: number; touched: number } };
}

const range = (link: string): IDBKeyRange => IDBKeyRange.bound([link, ''], [link, '￿']);

let opening: Promise<IDBPDatabase<Schema> | null> | undefined;
/** Null where storage is refused: then nothing is kept, and nothing else is different. */
const opened = (): Promise<IDBPDatabase<Schema> | null> => {
  opening ??= openDB<Schema>('sidestep-experiments', 1, {
    upgrade(db) {
      db.createObjectStore('runs', { keyPath: ['experiment', 'run'] });
      db.createObjectStore('experiments', { keyPath: 'link' });
    },
    blocking: (_now, _next, event) => (event.target as IDBDatabase).close(),
  }).catch(() => null);
  return opening;
};

function resultOf({ line, columns, rows }: Kept): Result {
  const trace = new Trace(columns);
  const length = rows[0]?.length ?? 0;
  const flat = new Float64Array(length * columns.length);
  for (let r = 0; r < length; r++) for (let c = 0; c < columns.length; c++) flat[r * columns.length + c] = rows[c]![r]!;
  trace.append(flat);
  return { ...line, rows: trace };
}

const bytesOf = ({ rows, line }: Kept): number =>
  rows.reduce((sum, { byteLength }) => sum + byteLength, 0) + 2 * (line.link.length + 300);

/** The runs of one experiment, kept in this browser so that a reload can go on. `link`: its own, without how it is looked at. */
export class StudyStore {
  #waiting: Kept[] = [];
  #timer: ReturnType<typeof setTimeout> | undefined;
  #bytes = 0;

  constructor(private readonly link: string) {}

  /** What was made before. */
  async read(): Promise<Result[]> {
    try {
      const db = await opened();
      const kept = (await db?.getAll('runs', range(this.link))) ?? [];
      this.#bytes = kept.reduce((sum, run) => sum + bytesOf(run), 0);
      return kept.map(resultOf);
    } catch {
      return []; // refused
    }
  }

  keep(result: Result): void {
    const { rows, ...line } = result;
    const kept: Kept = {
      experiment: this.link,
      run: keyOf(line),
      line,
      columns: rows.columns,
      rows: rows.columns.map((name) => rows.column(name).slice()),
    };
    if (this.#bytes + bytesOf(kept) > MOST_BYTES / 2) return;
    this.#bytes += bytesOf(kept);
    this.#waiting.push(kept);
    this.#timer ??= setTimeout(() => void this.flush(), WRITE_MILLIS);
  }

  /** Writes what waits, a few runs in each transaction: each is copied before anything else can happen. */
  async flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    try {
      const db = await opened();
      while (db && this.#waiting.length > 0) {
        const transaction = db.transaction('runs', 'readwrite');
        for (const run of this.#waiting.splice(0, AT_ONCE)) void transaction.store.put(run);
        await transaction.done;
        await nextTask();
      }
      if (db) await this.#bound(db);
    } catch {
      this.#waiting = []; // no room, or refused: the experiment itself goes on
    }
  }

  /** Experiments that were touched longest ago go, where all together are too much. */
  async #bound(db: IDBPDatabase<Schema>): Promise<void> {
    const transaction = db.transaction(['runs', 'experiments'], 'readwrite');
    const [runs, experiments] = [transaction.objectStore('runs'), transaction.objectStore('experiments')];
    void experiments.put({ link: this.link, bytes: this.#bytes, touched: Date.now() });
    const all = (await experiments.getAll()).sort((a, b) => b.touched - a.touched);
    let sum = 0;
    for (const { link, bytes } of all) {
      sum += bytes;
      if (sum <= MOST_BYTES || link === this.link) continue;
      void runs.delete(range(link));
      void experiments.delete(link);
    }
    await transaction.done;
  }

  async forget(): Promise<void> {
    this.#waiting = [];
    this.#bytes = 0;
    try {
      const db = await opened();
      await db?.delete('runs', range(this.link));
      await db?.delete('experiments', this.link);
    } catch {
      // There was nothing.
    }
  }
}
