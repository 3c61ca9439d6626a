/**
 * FNV-1a over UTF-16 code units with the finaliser of MurmurHash3, 32 bits. Fixed for ever: features, experiment
 * assignments and random streams on disk depend on it.
 *
 * h ← 2166136261 ⊕ seed; for each byte (low, then high of each unit): h ← (h ⊕ byte) · 16777619;
 * then h ⊕= h≫16, h·= 0x85ebca6b, h ⊕= h≫13, h·= 0xc2b2ae35, h ⊕= h≫16.
 *
 * @returns an integer in [0, 2³²)
 */
export function hashString(text: string, seed = 0): number {
  let h = (2166136261 ^ seed) >>> 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    h = Math.imul(h ^ (unit & 255), 16777619);
    h = Math.imul(h ^ (unit >>> 8), 16777619);
  }
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}
