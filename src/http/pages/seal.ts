/** The pages' icon: a seal, as offices put under what they publish. */

export const SEAL = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">
  <rect width="32" height="32" rx="5" fill="#8c1c13"/>
  <g fill="none" stroke="#fff" stroke-width="2">
    <rect x="5" y="5" width="22" height="22" rx="1.5"/>
    <path d="M10 11h12M10 16h12M10 21h7"/>
  </g>
</svg>
`;
