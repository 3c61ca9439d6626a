/** Text that may stand in HTML and in attributes. */
export function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => `&#${sign.codePointAt(0)};`);
}

/** A scale from values to percent of a drawing's width: text in it keeps its size however wide it is. */
export interface Scale {
  readonly ticks: readonly number[];
  at(value: number): number;
}

/** Room at both sides, in percent. */
const margin = 3;

/** A scale that holds all values, with ticks at round numbers. */
export function scaleOf(values: readonly number[], wanted = 4): Scale {
  let [low, high] = [Math.min(...values), Math.max(...values)];
  if (!(Number.isFinite(low) && Number.isFinite(high))) [low, high] = [0, 1];
  if (low === high) [low, high] = [low - Math.abs(low || 1) / 2, high + Math.abs(high || 1) / 2];
  const step = roundStep((high - low) / wanted);
  const first = Math.ceil(low / step);
  const ticks = Array.from({ length: Math.floor(high / step) - first + 1 }, (_, i) =>
    Number(((first + i) * step).toPrecision(12)),
  );
  return { ticks, at: (value) => margin + ((value - low) / (high - low)) * (100 - 2 * margin) };
}

function roundStep(step: number): number {
  const power = 10 ** Math.floor(Math.log10(step));
  const lead = [1, 2, 5, 10].find((each) => each * power >= step) ?? 10;
  return lead * power;
}

export function percentOf(value: number): string {
  return `${Number(value.toFixed(2))}%`;
}
