/** A wardrobe. */
export function Mark() {
  return (
    <svg class="mark" viewBox="0 0 32 32" width="26" height="26" aria-hidden="true">
      <rect x="5" y="3" width="22" height="24" rx="3" fill="currentColor" />
      <path d="M16 4v22M12.5 14v4M19.5 14v4" stroke="var(--paper)" stroke-width="2" stroke-linecap="round" />
      <path d="M8.5 27v3M23.5 27v3" stroke="currentColor" stroke-width="3" stroke-linecap="round" />
    </svg>
  );
}
