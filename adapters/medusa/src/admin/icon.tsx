/** A wardrobe, for the menu. */
export function Icon() {
  return (
    <svg width="15" height="15" viewBox="0 0 15 15" fill="none" stroke="currentColor" aria-hidden="true">
      <rect x="2" y="1.25" width="11" height="10.5" rx="1.5" strokeWidth="1.5" />
      <path d="M7.5 1.5v10M5.5 6v1.5M9.5 6v1.5M3.75 12v1.75M11.25 12v1.75" strokeWidth="1.5" />
    </svg>
  );
}
