// The events of the coordinators: those that are kept, then those that come.
import {get, withParameters} from './api.js';
import {wait} from './backoff.js';

const PATH = '/api/cluster/events';
const PAGE = 500;

/** The coordinators keep 2,000; a page that stays open for weeks keeps no more than twice of that. */
const KEPT_MAX = 4000;

/**
 * @param onChange is told {state: 'connecting' | 'live' | 'stale', events, missed, failure} with each change
 */
export function followJournal({onChange, open = (path) => new EventSource(path)}) {
  let journal = {state: 'connecting', events: [], missed: false, failure: null};
  let source = null;
  let timer = 0;
  let attempt = 0;

  const tell = (change) => {
    journal = {...journal, ...change};
    onChange(journal);
  };

  const last = () => journal.events.at(-1)?.sequence ?? 0;

  const begin = async () => {
    try {
      await readKept();
      stream();
    } catch (failure) {
      again(failure);
    }
  };

  const readKept = async () => {
    for (;;) {
      const page = await get(withParameters(PATH, {after: last(), limit: PAGE}));
      // Numbers that begin anew are those of another life of the cluster.
      if (page.newest < last()) {
        tell({events: []});
        continue;
      }
      add(page.events.map(read), {missed: journal.missed || page.missed});
      if (page.events.length < PAGE) {
        return;
      }
    }
  };

  const stream = () => {
    source = open(withParameters(`${PATH}/stream`, {after: last()}));
    source.onopen = () => {
      attempt = 0;
      tell({state: 'live', failure: null});
    };
    source.onerror = () => again(null);
    source.addEventListener('gap', () => tell({missed: true}));
    for (const type of TYPES) {
      source.addEventListener(type, (event) => add([read(JSON.parse(event.data))]));
    }
  };

  const add = (events, change = {}) => {
    const news = events.filter((event) => event.sequence > last());
    tell({...change, events: news.length === 0 ? journal.events : [...journal.events, ...news].slice(-KEPT_MAX)});
  };

  const again = (failure) => {
    source?.close();
    clearTimeout(timer);
    tell({state: 'stale', failure});
    timer = setTimeout(begin, wait(attempt));
    attempt++;
  };

  begin();
  return {
    stop() {
      clearTimeout(timer);
      source?.close();
    },
    resume: begin,
  };
}

const read = (event) => ({...event, at: Date.parse(event.time)});

/** A stream of server-sent events is listened to by type, so all types stand here. */
export const TYPES = [
  'member.moved', 'member.recorded', 'member.join-refused', 'member.operator-needed', 'member.forgotten',
  'protection.began', 'protection.expired', 'protection.ended',
  'config.put', 'config.deleted',
  'registry.registered', 'registry.changed', 'registry.expired',
];
