import { crc32, deflateSync } from 'node:zlib';

const WIDTH = 320;
const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/**
 * A PNG of about this size in kB, always the same for the same size. It is noise, because a browser takes a picture that
 * compresses well for a background and does not count it as a page's largest paint.
 */
export function largePicture(kilobytes: number): Buffer {
  const rowBytes = WIDTH * 3 + 1;
  const height = Math.max(1, Math.round((kilobytes * 1000) / rowBytes));
  const rows = Buffer.alloc(rowBytes * height);
  let state = 0x2545f491;
  for (let at = 0; at < rows.length; at += 1) {
    // 32-bit xorshift (Marsaglia 2003). Each row begins with its filter type; 0 is none.
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    rows[at] = at % rowBytes === 0 ? 0 : state & 0xff;
  }
  const header = Buffer.alloc(13);
  header.writeUInt32BE(WIDTH, 0);
  header.writeUInt32BE(height, 4);
  // 8 bits per channel, RGB, the standard compression and filter methods, no interlacing.
  header.set([8, 2, 0, 0, 0], 8);
  const packed = deflateSync(rows, { level: 0 });
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', header),
    chunk('IDAT', packed),
    chunk('IEND', Buffer.alloc(0)),
  ]);
}

function chunk(type: string, data: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const whole = Buffer.alloc(named.length + 8);
  whole.writeUInt32BE(data.length, 0);
  named.copy(whole, 4);
  whole.writeUInt32BE(crc32(named), named.length + 4);
  return whole;
}
