/** Calls of the page to its server: as its forms do, answered in JSON. */

/** Posts fields. Throws where the server cannot be reached. */
export function post(path: string, fields: URLSearchParams): Promise<Response> {
  return fetch(path, {
    method: 'POST',
    headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
    body: fields.toString(),
  });
}

/** Reads a problem's words. */
export async function readDetail(response: Response): Promise<string> {
  try {
    const problem = (await response.json()) as { readonly detail?: string };
    return problem.detail ?? '';
  } catch {
    return '';
  }
}
