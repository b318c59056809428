/** A tree trained flat: trunk, two tiers of cordons. */
export function Logo({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 24 24" className={className} aria-hidden fill="none" stroke="currentColor">
      <path d="M12 22V4" strokeWidth="2" strokeLinecap="round" />
      <path d="M12 17H6.5A2.5 2.5 0 0 1 4 14.5V12" strokeWidth="2" strokeLinecap="round" />
      <path d="M12 17h5.5a2.5 2.5 0 0 0 2.5-2.5V12" strokeWidth="2" strokeLinecap="round" />
      <path d="M12 10.5H10A2 2 0 0 1 8 8.500V6" strokeWidth="2" strokeLinecap="round" />
      <path d="M12 10.5h2A2 2 0 0 0 16 8.500V6" strokeWidth="2" strokeLinecap="round" />
    </svg>
  );
}
