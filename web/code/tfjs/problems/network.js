/** The first training items of a packed dataset; its folder, or the address of one, may be given as an argument. */
async function makeData(count = train) {
  const folder = globalThis.process?.argv[2] ?? 'data';
  const index = JSON.parse(new TextDecoder().decode(await read(`${folder}/${data}/index.json`)));
  const [x, y] = [[], []];
  for (const chunk of index.train.chunks) {
    if (y.length >= count) break;
    // The bytes of all items of a chunk, then a label for each.
    const packed = new Blob([await read(`${folder}/${data}/${chunk.file}`)]).stream();
    const unpacked = packed.pipeThrough(new DecompressionStream('gzip'));
    const bytes = new Uint8Array(await new Response(unpacked).arrayBuffer());
    for (const byte of bytes.subarray(0, -chunk.items)) x.push(byte / 255); //? !symbols
    for (const byte of bytes.subarray(0, -chunk.items)) x.push(byte); //? symbols
    y.push(...bytes.subarray(-chunk.items));
  }
  return [x.slice(0, count * size(shape)), y.slice(0, count)];
}

async function read(path) {
  if (path.includes('://')) return (await fetch(path)).arrayBuffer();
  const { readFile } = await import('node:fs/promises');
  return readFile(path);
}
