import { download } from '../src/core/download.ts';
import { within } from '../src/core/limit.ts';
import { isBuilt, isPage, type Manifest, mayBe } from './files.ts';

/** Milliseconds for which a visit waits for the network where there is a stored page, and for the browser's storage. */
const NETWORK = 4000;
const STORAGE = 2000;

/** Browsers refuse a redirected answer for a page: where a host sends gallery.html to gallery, its content is what is kept. */
const direct = async (response: Response): Promise<Response> =>
  response.redirected ? new Response(await response.blob(), { headers: response.headers }) : response;

/**
 * Keeps a built site for visits without a network. Only what is as it was built is kept; storage that is refused, full, slow or
 * spoilt costs a visit nothing but that.
 */
export class Keeper {
  readonly #prefix: string;
  /** Of this version, and of data, which outlive it. */
  readonly #site: string;
  readonly #data: string;
  #mended: Promise<void> | null = null;

  constructor(
    private readonly manifest: Manifest,
    /** The site's folder: another copy may stand on the same origin. */
    private readonly here: URL,
  ) {
    this.#prefix = `sidestep ${here.pathname} `;
    this.#site = this.#prefix + manifest.version;
    this.#data = `${this.#prefix}data`;
  }

  /** Keeps a whole version. Rejects when a file is not as it was built: half a version would pass for one. */
  async install(): Promise<void> {
    const known = await caches.has(this.#site);
    const brought = await Promise.allSettled(Object.keys(this.manifest.site).map((file) => this.#bring(file)));
    const failed = brought.find((it) => it.status === 'rejected');
    if (!failed) return;
    if (!known) await caches.delete(this.#site);
    throw failed.reason;
  }

  /** Gives up older versions. The last one stays: pages that are open may still ask for its parts. */
  async tidy(): Promise<void> {
    for (const name of (await this.#older()).slice(0, -1)) await caches.delete(name);
  }

  /** Looks through what is kept, once: brings anew what is missing or not as it was built, and gives up what nobody may ask for. */
  mend(): Promise<void> {
    this.#mended ??= this.#mend().catch(() => {
      this.#mended = null; // no network, no storage: the next visit may do better
    });
    return this.#mended;
  }

  /** The file of the site that an address names, with or without .html; null for what the browser is to ask for itself. */
  fileOf({ origin, pathname }: URL): string | null {
    if (origin !== this.here.origin || !pathname.startsWith(this.here.pathname)) return null;
    const path = pathname.slice(this.here.pathname.length);
    const name = path === '' || path.endsWith('/') ? `${path}index.html` : path;
    const file = `${name}.html` in this.manifest.site ? `${name}.html` : name;
    return this.#mark(file) !== undefined || file.startsWith('assets/') ? file : null;
  }

  /** Of a visit: `later` is given what goes on after the answer. */
  answer(request: Request, file: string, later: (work: Promise<unknown>) => void): Promise<Response> {
    const lasting = file.startsWith('assets/') || file in this.manifest.later;
    return lasting ? this.#keptFirst(request, file, later) : this.#networkFirst(request, file);
  }

  /** Files that do not change: their names hold a hash, or they are kept by their digest. */
  async #keptFirst(request: Request, file: string, later: (work: Promise<unknown>) => void): Promise<Response> {
    const found = await this.#find(file);
    if (found) return found;
    const response = await fetch(request);
    if (this.#mark(file) !== undefined && mayBe(file, response)) {
      const copy = response.clone();
      later(copy.arrayBuffer().then((bytes) => this.#keep(file, new Uint8Array(bytes), new Response(bytes, copy))));
    }
    return response;
  }

  /** Pages and the element's entry: new where there is a network that answers. An old page out of the browser's cache would ask for files that are gone. */
  async #networkFirst(request: Request, file: string): Promise<Response> {
    const answer = this.#ask(request);
    const first = await within(answer, NETWORK).catch(() => null);
    // A redirection is the browser's to follow; what a server says of itself (404) is passed on, but not that it is ill.
    if (first && (first.type === 'opaqueredirect' || (first.status !== 200 ? first.status < 500 : mayBe(file, first))))
      return first;
    return (await this.#find(file)) ?? answer;
  }

  /** The whole of it: an answer that stops on the way is none. */
  async #ask(request: Request): Promise<Response> {
    const response = await fetch(request, { cache: 'no-cache' });
    if (response.type !== 'opaqueredirect') await response.clone().arrayBuffer();
    return response;
  }

  /** What is kept of a file, by this version or by older ones; never rejects. */
  #find(file: string): Promise<Response | undefined> {
    const find = async (): Promise<Response | undefined> => {
      const older = file in this.manifest.site || file in this.manifest.later ? [] : await this.#older();
      for (const name of [this.#cacheOf(file), ...older.reverse()]) {
        const cache = await caches.open(name);
        const found = await cache.match(this.#key(file));
        if (found && mayBe(file, found)) return found;
        if (found) await cache.delete(this.#key(file));
      }
      return undefined;
    };
    return within(find(), STORAGE).catch(() => undefined);
  }

  async #bring(file: string): Promise<void> {
    let copy!: Response;
    const bytes = await download(new URL(file, this.here), {
      init: { cache: 'no-cache' },
      page: isPage(file),
      seen: (response) => {
        copy = response.clone();
      },
    });
    if (!mayBe(file, copy) || !(await this.#keep(file, bytes, copy))) throw new Error(`${file} is not as it was built`);
  }

  /** Keeps an answer with this content if it is as built; tells whether it is. */
  async #keep(file: string, bytes: Uint8Array<ArrayBuffer>, response: Response): Promise<boolean> {
    if (!(await isBuilt(file, this.#mark(file), bytes))) return false;
    const cache = await caches.open(this.#cacheOf(file));
    await cache.put(this.#key(file), await direct(response));
    return true;
  }

  async #mend(): Promise<void> {
    for (const file of Object.keys(this.manifest.site)) {
      if (!(await this.#sound(file))) await this.#bring(file);
    }
    const data = await caches.open(this.#data);
    const keys = new Map(Object.keys(this.manifest.later).map((file) => [this.#key(file), file]));
    for (const { url } of await data.keys()) {
      const file = keys.get(url);
      if (file === undefined || !(await this.#sound(file))) await data.delete(url);
    }
  }

  async #sound(file: string): Promise<boolean> {
    const found = await (await caches.open(this.#cacheOf(file))).match(this.#key(file));
    if (!found || !mayBe(file, found)) return false;
    return isBuilt(file, this.#mark(file), new Uint8Array(await found.arrayBuffer()));
  }

  async #older(): Promise<string[]> {
    const names = await caches.keys();
    return names.filter((name) => name.startsWith(this.#prefix) && name !== this.#site && name !== this.#data);
  }

  #mark(file: string): string | undefined {
    const { site, later } = this.manifest;
    return Object.hasOwn(site, file) ? site[file] : Object.hasOwn(later, file) ? later[file] : undefined;
  }

  #cacheOf(file: string): string {
    return file in this.manifest.later ? this.#data : this.#site;
  }

  /** Data keep their names when they change, so they are kept by their digest, too. */
  #key(file: string): string {
    const url = new URL(file, this.here);
    if (file in this.manifest.later) url.search = encodeURIComponent(this.manifest.later[file]!);
    return url.href;
  }
}
