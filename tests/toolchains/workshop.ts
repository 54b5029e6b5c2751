// Makes the sites: installs each tool from its lock file, puts the packed package into its node_modules, and builds.
import { execFile, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Tool } from './tools.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const here = join(root, 'tests/toolchains');
const workshop = join(root, 'build/toolchains');
/** What installing needs and makes. */
const INSTALLED = /^(node_modules|package(-lock)?\.json|\.npmrc)$/;
const quiet = {
  NEXT_TELEMETRY_DISABLED: '1',
  ASTRO_TELEMETRY_DISABLED: '1',
  DOCUSAURUS_TELEMETRY_DISABLED: '1',
  PARCEL_DISABLE_TELEMETRY: '1',
  NO_UPDATE_NOTIFIER: '1',
  NO_COLOR: '1',
  BROWSER: 'none',
};

const env = (): NodeJS.ProcessEnv => {
  // What the test's own tools said of themselves would be believed by the others.
  const own = /^(CI$|NODE_ENV|FORCE_COLOR|npm_|VITE|TEST_WORKER|PLAYWRIGHT)/;
  return { ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !own.test(name))), ...quiet };
};

export interface Output {
  code: number;
  text: string;
}

/** What a command printed, and its exit status. */
export async function sh(command: string, cwd: string): Promise<Output> {
  try {
    const { stdout, stderr } = await promisify(execFile)('sh', ['-ec', command], {
      cwd,
      env: env(),
      maxBuffer: 1 << 26,
    });
    return { code: 0, text: stdout + stderr };
  } catch (error) {
    const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
    return { code, text: stdout + stderr };
  }
}

/** What `npm pack` makes, unpacked. */
export async function packed(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'sidestep-'));
  const pack = await sh(
    `npm pack --pack-destination '${folder}' && tar xzf '${folder}'/*.tgz -C '${folder}'`,
    join(root, 'build/package'),
  );
  if (pack.code !== 0) throw new Error(pack.text);
  const unpacked = join(workshop, 'package');
  await rm(unpacked, { recursive: true, force: true });
  await mkdir(workshop, { recursive: true });
  await cp(join(folder, 'package'), unpacked, { recursive: true });
  await rm(folder, { recursive: true });
  return unpacked;
}

/** A package that says the same and does nothing: what is left of a site without ours. */
export async function hollow(package_: string): Promise<string> {
  const folder = `${package_}-hollow`;
  await rm(folder, { recursive: true, force: true });
  await cp(package_, folder, { recursive: true });
  const library = 'export const race = async () => ({ checksum: "" });';
  const files = {
    'element/sidestep-race.js': 'export class SidestepRace {}\nexport const setAssetsPath = () => {};',
    'react.js': '"use client";\nexport const SidestepRace = () => null;',
    'index.js': library,
    'node/index.js': library,
  };
  for (const [file, text] of Object.entries(files)) await writeFile(join(folder, file), text);
  return folder;
}

/** The folder of a tool, with what its lock file names installed and the package beside it. */
async function installed(lock: string, package_: string): Promise<string> {
  const folder = join(workshop, lock);
  const digest = createHash('sha256')
    .update(await readFile(join(here, lock, 'package-lock.json')))
    .digest('hex');
  const stamp = join(folder, 'node_modules/.sidestep-lock');
  if ((await readFile(stamp, 'utf8').catch(() => '')) !== digest) {
    await rm(folder, { recursive: true, force: true });
    await mkdir(folder, { recursive: true });
    for (const file of ['package.json', 'package-lock.json', '.npmrc'])
      await cp(join(here, lock, file), join(folder, file));
    const { code, text } = await sh('npm ci --prefer-offline --ignore-scripts --no-audit --no-fund', folder);
    if (code !== 0) throw new Error(text);
    await writeFile(stamp, digest);
  }
  // What tools keep from build to build they would believe of another package with the same version.
  for (const kept of ['.vite', '.cache', '.astro'])
    await rm(join(folder, 'node_modules', kept), { recursive: true, force: true });
  const target = join(folder, 'node_modules/sidestep-race');
  await rm(target, { recursive: true, force: true });
  await cp(package_, target, { recursive: true });
  return folder;
}

/** A site, ready to be built: its own files over those that it shares, beside node_modules. */
export async function prepare({ name, npm, lock, files = [name] }: Tool, package_: string): Promise<string> {
  const group = npm ? await installed(lock ?? name, package_) : workshop;
  const site = lock || !npm ? join(group, name) : group;
  if (site !== group) {
    await rm(site, { recursive: true, force: true });
    await mkdir(site, { recursive: true });
    if (npm) await symlink('../node_modules', join(site, 'node_modules'), 'dir');
  } else {
    for (const file of await readdir(site)) if (!INSTALLED.test(file)) await rm(join(site, file), { recursive: true });
  }
  for (const from of files)
    await cp(join(here, from), site, {
      recursive: true,
      filter: (file) => !INSTALLED.test(basename(file)),
    });
  return site;
}

/** A port that nobody listens on. */
export const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** A command that goes on until it is stopped, with all that it started. */
export function start(command: string, cwd: string): { text: () => string; stop: () => Promise<void> } {
  const child = spawn('sh', ['-ec', command], { cwd, env: env(), detached: true });
  const ended = new Promise<void>((resolve) => child.on('close', () => resolve()));
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data) => (text += data));
  return {
    text: () => text,
    stop: () => {
      if (child.exitCode === null) process.kill(-child.pid!, 'SIGTERM');
      return ended;
    },
  };
}

/** What a tool is called, with the version that its lock file names. */
export async function versionOf({ name, lock = name, npm, title }: Tool): Promise<string> {
  if (!npm) return title;
  const file = join(workshop, lock, 'node_modules', npm, 'package.json');
  return `${title} ${JSON.parse(await readFile(file, 'utf8')).version}`;
}
