// All that the page knows. Views read it; only this module changes it, and says so.
import {isAvoided, suspicions} from '../pure/edges.js';
import {quorum} from '../pure/quorum.js';
import {EMPTY, moves} from '../pure/view.js';
import {get, withParameters} from './api.js';
import {followJournal} from './journal.js';
import {follow} from './live.js';
import {poll} from './poll.js';

const VOTERS_EVERY = 5000;
const LOGS_EVERY = 5000;
const LOGS_WINDOW = 60_000;
const LOGS_BUCKETS = 12;
const SEEN_MAX = 500;

export class Model {
  constructor(onChange) {
    this.changed = onChange;
    this.view = EMPTY;
    this.link = {state: 'connecting', since: Date.now(), attempt: 0};
    this.journal = {state: 'connecting', events: [], missed: false, failure: null};
    this.seen = [];
    this.voters = null;
    this.votersFailure = null;
    this.logs = null;
    this.backlog = null;
    this.clockOffset = 0;
    this.derived();
  }

  /** Begins to ask; a page of a test feeds `take` itself instead. */
  start() {
    const streams = [
      follow({
        onView: (before, after) => this.take(before, after),
        onState: (link) => this.set({link}),
      }),
      followJournal({onChange: (journal) => this.takeJournal(journal)}),
    ];
    // A browser keeps a page that was left for the way back, streams and all: readers that nobody reads for.
    addEventListener('pagehide', () => streams.forEach((stream) => stream.stop()));
    addEventListener('pageshow', (event) => event.persisted && streams.forEach((stream) => stream.resume()));
    poll(VOTERS_EVERY, () => this.askVoters());
    poll(LOGS_EVERY, () => this.askLogs());
    poll(LOGS_EVERY, () => this.askBacklog());
    // Ages grow by themselves.
    setInterval(() => this.changed(), 1000);
  }

  take(before, after) {
    this.clockOffset = after.at - Date.now();
    if (this.journal.state !== 'live') {
      this.seen = [...this.seen, ...moves(before, after)].slice(-SEEN_MAX);
    }
    this.set({view: after});
  }

  takeJournal(journal) {
    if (journal.events !== this.journal.events) {
      this.sinceByJournal = lastMoves(journal.events);
    }
    // What the gateway saw in the meantime is told better by the journal.
    this.set({journal, seen: journal.state === 'live' ? [] : this.seen});
  }

  async askVoters() {
    try {
      const answer = await get('/api/cluster/voters');
      this.set({voters: answer.voters.map((voter) => voter.nodeId), votersFailure: null});
    } catch (failure) {
      this.set({votersFailure: failure});
    }
  }

  async askLogs() {
    const to = Math.floor(this.now() / 5000) * 5000;
    const from = to - LOGS_WINDOW;
    try {
      const answer = await get(withParameters('/api/logs/histogram', {
        from: new Date(from).toISOString(), to: new Date(to).toISOString(), buckets: LOGS_BUCKETS,
      }));
      const counts = answer.buckets.map((bucket) => bucket.count);
      this.set({logs: {perSecond: counts.slice(-3, -1).reduce((a, b) => a + b, 0) / 10, failure: null}});
    } catch (failure) {
      this.set({logs: {perSecond: null, failure}});
    }
  }

  /** A producer tells it, who does not die with the consumer. */
  async askBacklog() {
    try {
      this.set({backlog: await get('/api/logs/backlog')});
    } catch {
      this.set({backlog: null});
    }
  }

  set(change) {
    Object.assign(this, change);
    this.derived();
    this.changed();
  }

  /** What follows from the rest, worked out once per change and not once per view of it. */
  derived() {
    const {view} = this;
    if (this.derivedOf === view && this.derivedVoters === this.voters && this.derivedSince === this.sinceByJournal) {
      return;
    }
    this.derivedOf = view;
    this.derivedVoters = this.voters;
    this.derivedSince = this.sinceByJournal;
    const phis = new Map(view.edges.map((edge) => [edge.subject, edge.phi]));
    this.members = view.list.map((member) => ({
      ...member,
      phi: phis.get(member.id) ?? null,
      leads: member.id === view.leader && view.mode === 'READ_WRITE',
      ...this.sinceOf(member),
    }));
    this.suspected = suspicions(this.members, view.edges, view.self);
    this.quorum = quorum(this.voters, this.members, (id) => isAvoided(this.suspected.get(id), view.self));
  }

  /** The journal knows when a state was committed; without it, when the gateway or this page saw it begin. */
  sinceOf(member) {
    const told = this.sinceByJournal?.get(member.id);
    return told && told.to === member.state ? {sinceAt: told.at, evidence: told.evidence} : {sinceAt: member.sinceAt};
  }

  /** The time at the gateway, so that ages do not depend on the clock of this machine. */
  now() {
    return Date.now() + this.clockOffset;
  }

  /** What happened, the journal's and what only the gateway saw. */
  events() {
    return this.seen.length === 0 ? this.journal.events : [...this.journal.events, ...this.seen];
  }
}

function lastMoves(events) {
  const last = new Map();
  for (const event of events) {
    if (event.type === 'member.moved') {
      last.set(event.subject, event);
    }
  }
  return last;
}
