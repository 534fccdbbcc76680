// The view of the gateway, live: a stream that is opened again whenever it ends or stands still.
import {measured} from '../measured.js';
import {EMPTY, applied} from '../pure/view.js';
import {wait} from './backoff.js';

const PATH = '/gateway/view/stream';

/** The gateway sends one message a second: without three of them this is no longer how it is. */
export const STALE_MILLIS = 3500;

/**
 * @param onView is told (before, after) for each message
 * @param onState is told {state: 'connecting' | 'live' | 'stale', since, attempt}
 */
export function follow({onView, onState, open = (path) => new EventSource(path), now = Date.now}) {
  let view = EMPTY;
  let source = null;
  let timer = 0;
  let attempt = 0;
  let heardAt = now();
  let state = 'connecting';

  const tell = (next) => {
    if (next !== state) {
      state = next;
      onState({state, since: heardAt, attempt});
    }
  };

  const connect = () => {
    source = open(PATH);
    source.addEventListener('full', take);
    source.addEventListener('delta', take);
    source.onerror = again;
    watch();
  };

  const take = (event) => measured('take', () => taken(event));

  const taken = (event) => {
    const next = applied(event.type === 'full' ? {...view, number: -1} : view, JSON.parse(event.data));
    if (next === null) {
      again();
      return;
    }
    const before = view;
    view = next;
    heardAt = now();
    attempt = 0;
    tell('live');
    onView(before, view);
    watch();
  };

  const watch = () => {
    clearTimeout(timer);
    timer = setTimeout(again, STALE_MILLIS);
  };

  const again = () => {
    clearTimeout(timer);
    source?.close();
    tell('stale');
    timer = setTimeout(connect, wait(attempt));
    attempt++;
  };

  onState({state, since: heardAt, attempt});
  connect();
  return {
    stop() {
      clearTimeout(timer);
      source?.close();
    },
    resume: connect,
  };
}
