/** Until the function that comes back is called, the server does not answer to this page's requests for a file. */
export function makeUnreachable(file: string): () => void {
  document.cookie = `unreachable=${file}; path=/`;
  return () => void (document.cookie = 'unreachable=; path=/; max-age=0');
}
