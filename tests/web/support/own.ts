/** Files as a user would choose them. */

export const fileOf = (name: string, content: string | Uint8Array): File =>
  new File([new Uint8Array(bytesOf(content))], name);

const bytesOf = (content: string | Uint8Array) =>
  typeof content === 'string' ? new TextEncoder().encode(content) : content;

/** An IDX file of bytes. */
export function idx(shape: number[], data: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(4 + 4 * shape.length + data.length);
  bytes.set([0, 0, 8, shape.length]);
  shape.forEach((size, i) => {
    new DataView(bytes.buffer).setUint32(4 + 4 * i, size);
  });
  bytes.set(Array.from(data), 4 + 4 * shape.length);
  return bytes;
}

/** A batch of CIFAR-10: record i has the class i mod 10 and the colours i, i + 1 and i + 2. */
export function cifar(records: number): Uint8Array {
  const bytes = new Uint8Array(records * 3073);
  for (let i = 0; i < records; i++) {
    bytes[i * 3073] = i % 10;
    for (let colour = 0; colour < 3; colour++)
      bytes.fill(i + colour, i * 3073 + 1 + colour * 1024, i * 3073 + 1 + (colour + 1) * 1024);
  }
  return bytes;
}

/** Three clouds in the plane: 60 rows, the class in the middle column. */
export function clouds(): string {
  const rows = Array.from({ length: 60 }, (_, i) => {
    const kind = i % 3;
    return `${kind * 10 + Math.sin(i * 7)},${['red', 'green', 'blue'][kind]},${1000 - kind * 100 + 9 * Math.cos(i * 5)}`;
  });
  return ['width,species,height', ...rows].join('\n');
}

/** A tar archive as GNU's program writes it; a name that ends with a slash is a folder's. */
export function tar(members: readonly { name: string; bytes: Uint8Array }[]): Uint8Array {
  const parts = members.flatMap(({ name, bytes }) => {
    const head = new Uint8Array(512);
    const put = (at: number, text: string) => head.set(new TextEncoder().encode(text), at);
    put(0, name);
    put(124, `${bytes.length.toString(8).padStart(11, '0')}\0`);
    put(156, name.endsWith('/') ? '5' : '0');
    put(257, 'ustar  \0');
    return [head, bytes, new Uint8Array((512 - (bytes.length % 512)) % 512)];
  });
  return new Uint8Array(Buffer.concat([...parts, new Uint8Array(1024)]));
}
