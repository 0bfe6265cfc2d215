/** At most so many characters (code points), the last then an ellipsis. */
export function cutText(text: string, maxCharacters: number): string {
  const characters = [...text];
  if (characters.length <= maxCharacters) return text;
  const kept = characters.slice(0, maxCharacters - 1).join('');
  return `${kept.trimEnd()}…`;
}
