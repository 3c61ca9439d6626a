const c1 = 0x239b961b;
const c2 = 0xab0e9789;
const c3 = 0x38b34ae5;
const c4 = 0xa1e38b93;

/**
 * 128 bits of MurmurHash3 (Appleby, x86, seed 0) over the UTF-16LE bytes of a text, as hexadecimal: a name for
 * content, not a secret. Its four lanes mix into each other, so that a collision of 32 bits says nothing about the
 * others; four 32-bit hashes side by side would not do, since inputs that collide in one tend to collide in all.
 */
export function contentHash(text: string): string {
  let h1 = 0;
  let h2 = 0;
  let h3 = 0;
  let h4 = 0;
  const whole = text.length & ~7;
  for (let i = 0; i < whole; i += 8) {
    h1 ^= Math.imul(rotate(Math.imul(word(text, i), c1), 15), c2);
    h1 = (Math.imul((rotate(h1, 19) + h2) | 0, 5) + 0x561ccd1b) | 0;
    h2 ^= Math.imul(rotate(Math.imul(word(text, i + 2), c2), 16), c3);
    h2 = (Math.imul((rotate(h2, 17) + h3) | 0, 5) + 0x0bcaa747) | 0;
    h3 ^= Math.imul(rotate(Math.imul(word(text, i + 4), c3), 17), c4);
    h3 = (Math.imul((rotate(h3, 15) + h4) | 0, 5) + 0x96cd1c35) | 0;
    h4 ^= Math.imul(rotate(Math.imul(word(text, i + 6), c4), 18), c1);
    h4 = (Math.imul((rotate(h4, 13) + h1) | 0, 5) + 0x32ac3b17) | 0;
  }
  // Absent units are zeros, which leave their lane as it is.
  h4 ^= Math.imul(rotate(Math.imul(word(text, whole + 6), c4), 18), c1);
  h3 ^= Math.imul(rotate(Math.imul(word(text, whole + 4), c3), 17), c4);
  h2 ^= Math.imul(rotate(Math.imul(word(text, whole + 2), c2), 16), c3);
  h1 ^= Math.imul(rotate(Math.imul(word(text, whole), c1), 15), c2);

  const bytes = text.length * 2;
  const lanes = mixed([h1 ^ bytes, h2 ^ bytes, h3 ^ bytes, h4 ^ bytes]).map(finished);
  return mixed(lanes)
    .map((lane) => (lane >>> 0).toString(16).padStart(8, '0'))
    .join('');
}

/** Two units as one little-endian word; units beyond the end are zero. */
function word(text: string, i: number): number {
  return text.charCodeAt(i) | (text.charCodeAt(i + 1) << 16);
}

function rotate(x: number, by: number): number {
  return (x << by) | (x >>> (32 - by));
}

/** Every lane into the first, then the first into the others. */
function mixed(lanes: readonly number[]): number[] {
  const first = lanes.reduce((sum, lane) => (sum + lane) | 0, 0);
  return lanes.map((lane, i) => (i === 0 ? first : (lane + first) | 0));
}

function finished(lane: number): number {
  let h = Math.imul(lane ^ (lane >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}
