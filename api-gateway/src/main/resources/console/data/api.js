// Requests to the gateway. Nothing here knows any other host.

/** An answer that is no success, as the problem (RFC 9457) that the server made of it. */
export class Problem extends Error {
  constructor(status, body) {
    super(body.detail ?? `the gateway answered ${status}`);
    this.status = status;
    this.code = body.code ?? '';
    this.hint = body.hint ?? '';
    this.body = body;
  }
}

const TIMEOUT_MILLIS = 12_000;

/** Asks, and answers {status, headers, body}; throws a Problem, also where nobody answers. */
export async function ask(path, {method = 'GET', headers = {}, body} = {}) {
  let answer;
  try {
    answer = await fetch(path, {
      method, headers, body,
      // The gateway itself follows to the leader; nothing may send this page to another host.
      redirect: 'error',
      cache: 'no-store',
      credentials: 'omit',
      signal: AbortSignal.timeout(TIMEOUT_MILLIS),
    });
  } catch (failure) {
    throw new Problem(0, {
      detail: failure.name === 'TimeoutError' ? 'the gateway took too long to answer' : 'the gateway cannot be reached',
      code: 'unreachable',
      hint: 'it is tried again while this page is open',
    });
  }
  const text = await answer.text();
  const isJson = (answer.headers.get('Content-Type') ?? '').includes('json');
  const told = isJson && text !== '' ? JSON.parse(text) : text;
  if (!answer.ok) {
    throw new Problem(answer.status, isJson ? told : {});
  }
  return {status: answer.status, headers: answer.headers, body: told, text};
}

/** The body of an answer to a GET. */
export const get = async (path) => (await ask(path)).body;

/** A path with these parameters; those that are empty are left out. */
export function withParameters(path, parameters) {
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}
