// One member: how it is, why, who says so, how it came to this, and what an operator can do.
import {Component} from '../lib/preact.js';
import {a, button, dd, div, dl, dt, p, span, strong, the} from '../dom.js';
import {get} from '../data/api.js';
import {ORDERS, ordersFor} from '../data/operator.js';
import {poll} from '../data/poll.js';
import {changes} from '../parts/changes.js';
import {badge, empty, loading, panel, problem, scoreBar, sparkline} from '../parts/marks.js';
import {Order} from '../parts/order.js';
import {age, clock, phiWords, span as length, stamp} from '../pure/format.js';
import {isBad} from '../pure/edges.js';
import {dimensionWord} from '../pure/states.js';
import {why} from './columns.js';

const EVERY = 2000;
const EVENTS = 12;

export class Member extends Component {
  constructor(properties) {
    super(properties);
    this.state = {explained: null, failure: null, heard: null, routes: null, order: null};
  }

  componentDidMount() {
    this.stop = poll(EVERY, () => this.ask());
  }

  componentWillUnmount() {
    this.stop();
  }

  async ask() {
    const {id} = this.props;
    try {
      this.setState({explained: await explanation(id), failure: null});
    } catch (failure) {
      this.setState({failure});
    }
    await Promise.all([this.askObservers(), this.askRoutes()]);
  }

  /** Phi of each observer, asked of it: by gossip members tell of bad edges only. */
  async askObservers() {
    try {
      const {observers} = await get(`/gateway/observers/${encodeURIComponent(this.props.id)}`);
      this.setState({heard: new Map(observers.map((each) => [each.observer, each]))});
    } catch {
      // A name that is no member any more has no observers; and what is not known is shown as that.
      this.setState({heard: null});
    }
  }

  /** A gateway that does not tell how it routes is not asked again. */
  async askRoutes() {
    if (Member.knowsNoRoutes) {
      return;
    }
    try {
      this.setState({routes: await get('/gateway/routes')});
    } catch (failure) {
      Member.knowsNoRoutes = failure.status === 404;
      this.setState({routes: null});
    }
  }

  render({id, model}, {explained, failure, heard, order, routes}) {
    const member = model.members.find((each) => each.id === id);
    if (!member && model.view.number < 0) {
      return panel(null, null, loading('the member', 8));
    }
    const events = model.events().filter((event) => event.subject === id).slice(-EVENTS).reverse();
    return div({class: 'member', 'data-member': id},
      a({class: 'back small', href: '#/members'}, '← all members'),
      member ? this.head(member, model) : empty(`${id} is no member now.`, 'What is still known of it stands below.'),
      member && div({class: 'split even'},
        panel('Score', scoreHint(member), this.score(member, model, explained)),
        panel('Observers', observersHint(explained, failure), this.observers(member, model, explained, failure, heard))),
      div({class: 'split even'},
        panel('What happened', '', events.length > 0 ? changes(events, model.now()) : empty('No event of it is kept.')),
        member && panel('Facts', '', facts(member, model, explained), share(id, routes))),
      order && the(Order, {title: `${ORDERS[order].label}: ${id}?`, confirm: ORDERS[order].label, ...ORDERS[order],
        send: (form) => ORDERS[order].send(id, form), onClose: () => this.setState({order: null})}));
  }

  head(member, model) {
    const since = member.sinceAt ? `for ${length(model.now() - member.sinceAt)}, since ${clock(member.sinceAt)}` : 'since before this page was opened';
    return div({class: 'member-head'},
      div(div({class: 'member-name'}, strong(member.id), ' ', badge(member.state), member.leads && span({class: 'quiet'}, ' leader')),
        div({class: 'quiet'}, `${member.state.toLowerCase()} ${since}: ${member.state === 'HEALTHY' ? member.why : why(member, model)}`)),
      div({class: 'actions'}, ordersFor(member.state).map((order) =>
        button({key: order, type: 'button', class: 'button', 'data-order': order, onClick: () => this.setState({order})}, ORDERS[order].label))));
  }

  score(member, model, explained) {
    const told = new Map((explained?.health?.terms ?? []).map((term) => [term.dimension, term]));
    const {dimensions} = model.view;
    const terms = dimensions
      .map((name, i) => ({name, points: member.terms[i], ...told.get(name)}))
      .filter((term) => term.points !== null && term.points !== undefined);
    const from = member.scores[0]?.at ?? model.now();
    return [
      div({class: 'spark-box'}, sparkline(member.scores, Math.min(from, model.now() - 60_000), model.now()),
        div({class: 'quiet small'}, `score since ${clock(from)}, as it came in`)),
      div({class: 'terms'}, terms.map((term) => div({key: term.name, class: 'term'},
        span(dimensionWord(term.name)), scoreBar(term.points, tonedState(term.points)),
        span({class: 'quiet small'}, termWords(term))))),
    ];
  }

  observers(member, model, explained, failure, heard) {
    if (!explained && !failure) {
      return loading('observers', 6);
    }
    const phis = phisOf(member, model);
    const each = (explained ? explained.observers.each : [...heard?.values() ?? []].map(asObserver))
      .toSorted((one, other) => one.nodeId.localeCompare(other.nodeId));
    return [
      explained ? null : problem(failure, 'No coordinator explains'),
      !explained && each.length === 0 ? this.gossiped(phis) : div({class: 'observers', key: 'observers'},
        div({class: 'observer observer-head small'}, span('observer'), span('edge'), span({class: 'number'}, 'phi'),
          span({class: 'number'}, 'last beat'), span({class: 'number'}, 'so for')),
        each.map((one) => observer(one, heard?.get(one.nodeId), phis.get(one.nodeId)))),
    ];
  }

  /** Without a coordinator: what members say of it by gossip, and what the gateway hears itself. */
  gossiped(phis) {
    const accusers = [...phis];
    return accusers.length === 0
      ? p({class: 'quiet'}, 'By gossip, nobody finds its edge bad.')
      : div({class: 'observers'}, accusers.map(([id, phi]) => div({key: id, class: 'observer'},
        span({class: 'cell-name'}, id), span({class: 'number figure'}, `phi ${phiWords(phi)}`))));
  }
}

/** What an observer was asked for, in the form of a coordinator that explains. */
function asObserver({observer: nodeId, verdict, forMillis, silentMillis, unknown}) {
  return {nodeId, edge: verdict, why: unknown, counts: true, inDoubt: false, lastBeatMillis: silentMillis, forMillis};
}

/** One line. Phi changes with every moment, so the freshest counts: that of the observer itself. */
function observer(one, heard, told) {
  const phi = heard?.phi ?? one.phi ?? told;
  // One that has not reported yet has no edge, and one that could not be asked no time.
  return div({key: one.nodeId, class: 'observer'},
    span({class: 'cell-name'}, one.nodeId),
    span({class: isBad(one.edge) ? 'tinted tone-unreachable' : 'quiet', title: one.why ?? ''}, one.edge?.toLowerCase() ?? 'not told',
      one.inDoubt && ' · in doubt', !one.counts && ' · does not count'),
    span({class: 'number figure', title: heard?.unknown ? `${one.nodeId} ${heard.unknown}` : ''}, phiWords(phi)),
    span({class: 'number figure'}, one.lastBeatMillis === null ? '–' : age(one.lastBeatMillis)),
    span({class: 'number figure quiet'}, one.forMillis === null ? '–' : length(one.forMillis)));
}

function scoreHint(member) {
  if (member.score === null) {
    return 'not told yet';
  }
  return `${member.score} of 100${member.state === 'UNREACHABLE' ? ', when it was heard last' : ''}`;
}

/** The leader knows all reports; while there is none, what any coordinator heard itself. */
async function explanation(id) {
  const path = `/api/cluster/members/${encodeURIComponent(id)}/explain`;
  try {
    return await get(`${path}?at=leader`);
  } catch (failure) {
    if (failure.status === 404) {
      throw failure;
    }
    return get(path);
  }
}

/** Phi of the gateway's own edge, and what others told with an accusation: for whom nobody can be asked. */
function phisOf(member, model) {
  const phis = new Map();
  for (const other of model.members) {
    const edge = other.bad.find((each) => each.subject === member.id);
    if (edge) {
      phis.set(other.id, edge.phi);
    }
  }
  const own = model.view.edges.find((edge) => edge.subject === member.id);
  return own ? phis.set(model.view.self, own.phi) : phis;
}

const observersHint = (explained, failure) => (explained
  ? `${explained.observers.hearing} of ${explained.observers.eligible} hear it; ${explained.observers.needed ?? 'none'} decide${failure ? ' · out of date' : ''}`
  : '');

const tonedState = (points) => (points >= 65 ? 'HEALTHY' : points >= 30 ? 'DEGRADED' : 'UNREACHABLE');

function termWords(term) {
  // Gossip carries points and not inputs: full points say only on which side of the best input it is.
  if (!term.unit || (term.input === null && term.points === 100)) {
    return '';
  }
  const rounded = (value) => Math.round(value * 10) / 10;
  if (term.input !== null && term.input !== undefined) {
    return `${rounded(term.input)} ${term.unit}`;
  }
  return term.inputAbout === null ? term.unit : `about ${rounded(term.inputAbout)} ${term.unit}`;
}

function facts(member, model, explained) {
  const rows = [
    ['service', member.service || '–'], ['address', member.url || '–'], ['zone', member.zone || '–'],
    ['failure domain', member.failureDomain || '–'], ['incarnation', member.incarnation],
    ['state', `${member.state}, ${member.why}`],
    ['since', member.sinceAt ? stamp(member.sinceAt) : 'before this page was opened'],
    ['finds bad', member.bad.length === 0 ? 'none of its edges' : member.bad.map((edge) => `${edge.subject} (${edge.verdict.toLowerCase()})`).join(', ')],
  ];
  const damping = explained?.damping;
  if (damping) {
    rows.push(['points of flapping', `${damping.points}; quarantine from ${damping.quarantineFrom}`]);
  }
  for (const order of explained?.orders ?? []) {
    rows.push([`order: ${(order.operation ?? order.kind ?? '').toLowerCase()}`, order.reason || 'no reason given']);
  }
  return dl({class: 'facts'}, rows.map(([name, value]) => [dt({key: name}, name), dd(value)]));
}

/** How much of the traffic the gateway gives it, and why, where the gateway tells. */
function share(id, routes) {
  const services = routes?.services ?? [];
  const instance = services.flatMap((service) => service.instances).find((each) => each.nodeId === id);
  const excluded = services.flatMap((service) => service.excluded).find((each) => each.nodeId === id);
  if (!instance && !excluded) {
    return null;
  }
  const rows = instance ? [
    ['requests', `${Math.round(instance.share * 100)} %; ${instance.why}`],
    ['weight', `${instance.weight.toFixed(1)} of 10`],
    ['answers in', `${instance.latencyMs.toFixed(1)} ms, ${instance.waiting} waiting`],
    ['circuit', instance.circuit.toLowerCase().replace('_', ' ')],
    ['left out', instance.ejectedForMs > 0
      ? `for ${Math.ceil(instance.ejectedForMs / 1000)} s more` : `${instance.ejections} times lately`],
  ] : [['requests', `none: ${excluded.why}`]];
  return [p({class: 'quiet small'}, 'as the gateway routes to it'),
    dl({class: 'facts'}, rows.map(([name, value]) => [dt({key: name}, name), dd(value)]))];
}
