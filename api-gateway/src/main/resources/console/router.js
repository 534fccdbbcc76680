// Which view is shown, and of what: all of it stands in the address, so that it can be sent to somebody.

export const VIEWS = ['overview', 'topology', 'members', 'timeline', 'config', 'logs', 'events'];

/** '#/members/log-producer-1?sort=score' as {view, rest, parameters}. */
export function read(hash) {
  const [path, query] = hash.replace(/^#\/?/, '').split('?');
  const [view, ...rest] = path.split('/').map(decode);
  return {
    view: VIEWS.includes(view) ? view : 'overview',
    rest: rest.filter(Boolean),
    parameters: Object.fromEntries(new URLSearchParams(query ?? '')),
  };
}

function decode(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

export function written({view, rest = [], parameters = {}}) {
  const path = ['#', view, ...rest.map(encodeURIComponent)].join('/');
  const given = Object.entries(parameters).filter(([, value]) => value !== '' && value !== null && value !== undefined);
  return given.length === 0 ? path : `${path}?${new URLSearchParams(given)}`;
}

export const memberAddress = (id) => written({view: 'members', rest: [id]});

/** Goes there, so that Back comes back here. */
export function go(route) {
  location.hash = written(route);
}

/** Changes the parameters of what is shown; typing into a field is no step to go back to. */
export function change(route, parameters) {
  history.replaceState(null, '', written({...route, parameters: {...route.parameters, ...parameters}}));
  dispatchEvent(new Event('hashchange'));
}
