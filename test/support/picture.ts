import { crc32, deflateSync } from 'node:zlib';

/** A PNG of hills at dusk, for pages that show pictures. */
export function dusk(width = 320, height = 160): Buffer {
  const rows = Array.from({ length: height }, (_, y) => {
    const row = Buffer.alloc(1 + width * 3);
    for (let x = 0; x < width; x += 1) {
      const hill = height * (0.72 - 0.14 * Math.sin(x / 38) - 0.08 * Math.sin(x / 17));
      const sun = Math.hypot(x - width * 0.78, y - height * 0.3) < height * 0.14;
      const sky = [250 - y / 3, 190 - y / 2, 110 + y / 3];
      const colour = y > hill ? [84, 60, 130 - y / 4] : sun ? [255, 242, 204] : sky;
      row.set(colour, 1 + x * 3);
    }
    return row;
  });
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  // Eight bits each of red, green and blue.
  header.set([8, 2, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'ascii'), data]);
  const frame = Buffer.alloc(8);
  frame.writeUInt32BE(data.length, 0);
  frame.writeUInt32BE(crc32(body), 4);
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)]);
}
