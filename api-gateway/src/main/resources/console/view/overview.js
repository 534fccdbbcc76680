// The first view: five numbers, the drawing, what changed, the members, and the last half hour.
import {a, div, span, strong, the} from '../dom.js';
import {axis, bandRow, legend} from '../parts/bands.js';
import {changes} from '../parts/changes.js';
import {Density} from '../parts/density.js';
import {Graph} from '../parts/graph.js';
import {empty, loading, panel, panelOf} from '../parts/marks.js';
import {Table} from '../parts/table.js';
import {bands, ticks} from '../pure/bands.js';
import {edgeStates} from '../pure/edges.js';
import {age, count, percent, plural, rate, span as length} from '../pure/format.js';
import {isLate} from '../pure/headline.js';
import {marginWords} from '../pure/quorum.js';
import {kept} from '../pure/sorting.js';
import {countByState, stateOf} from '../pure/states.js';
import {go, written} from '../router.js';
import {brief} from './columns.js';

export const GRAPH_MAX = 60;
const RECENT = 30 * 60_000;
const CHANGES = 6;
const BAND_ROWS = 12;
const HEIGHT_MAX = 520;

export function overview(model, ui) {
  if (model.view.number < 0) {
    return [panel(null, null, loading('the numbers', 2)), panel(null, null, loading('the members', 8))];
  }
  return [
    tiles(model),
    div({class: 'split'}, topologyPanel(model), changesPanel(model)),
    membersPanel(model, ui),
    timelinePanel(model),
  ];
}

const tile = (name, value, note, extra = {}) => div({key: name, ...extra, class: `tile ${extra.class ?? ''}`},
  div({class: 'tile-name'}, name), strong({class: 'tile-value figure', title: value}, value),
  div({class: 'tile-note quiet small figure'}, note || ' '));

function tiles(model) {
  const {view, quorum} = model;
  const {traffic} = view;
  const writes = {READ_WRITE: 'accepted', READ_ONLY: view.refusesWrites ? 'refused' : 'waiting', UNKNOWN: 'unknown'};
  return div({class: 'tiles'},
    tile('Quorum', quorum.size === 0 ? '–' : `${quorum.up} of ${quorum.size}`, marginWords(quorum),
      {title: quorum.isGuess ? 'No coordinator told who votes; these are the coordinators among the members.' : ''}),
    leaderTile(view),
    tile('Writes', writes[view.mode] ?? view.mode, view.leaseAgeMillis === undefined
      ? 'no lease was heard of'
      : `lease ${age(view.leaseAgeMillis)} old`, {title: view.modeCause}),
    tile('Epoch', count(view.epoch), `version ${count(view.version)}`),
    tile('Requests', `${rate(traffic.perSecond)}/s`, traffic.perSecond > 0 ? `${percent(traffic.failedShare)} failed` : 'through this gateway'),
    logsTile(model));
}

/** How much is stored the consumer tells; how far it is behind, a producer. */
function logsTile({logs, backlog}) {
  const stored = logs?.perSecond === null || !logs ? '–' : `${rate(logs.perSecond)}/s`;
  const lag = backlog === null ? 'lag not known' : `lag ${age(backlog.oldestSeconds * 1000)}`;
  return tile('Logs stored', stored, logs?.failure ? `consumer away, ${lag}` : lag, {
    class: isLate(backlog) ? 'is-late' : '',
    title: backlog === null ? '' : `${plural(backlog.records, 'line waits', 'lines wait')} in Kafka to be stored`,
  });
}

/** The leader that was heard of last is none any more where its lease is too old. */
function leaderTile({leader, mode, term}) {
  if (leader && mode === 'READ_WRITE') {
    return tile('Leader', leader, `term ${term}`);
  }
  return tile('Leader', 'none known', leader ? `${leader} led last` : '');
}

function topologyPanel({members, view, suspected}) {
  const many = members.length > GRAPH_MAX;
  return panelOf({class: 'topology-panel'}, 'Topology', many ? 'zones, and who is not healthy' : 'lines are what both ends hear',
    many
      ? the(Density, {members, suspected})
      : the(Graph, {members, edges: edgeStates(members, view.links, view.edges, view.self), suspected, onOpen: open, row: 74}),
    counts(members, suspected));
}

const counts = (members, suspected) => div({class: 'counts small'},
  countByState(members).map(({state, size}) =>
    a({key: state, class: `count tone-${stateOf(state).tone}`, href: written({view: 'members', parameters: {q: state}})},
      span({class: 'dot', 'aria-hidden': 'true'}), `${count(size)} ${state.toLowerCase()}`)),
  suspected.size > 0 && span({class: 'count'}, span({class: 'legend-ring', 'aria-hidden': 'true'}), `${count(suspected.size)} suspected`));

function changesPanel(model) {
  const events = model.events().filter((event) => event.type !== 'member.recorded').slice(-CHANGES).reverse();
  return panel('What changed', journalHint(model.journal),
    events.length > 0
      ? div({class: 'is-brief'}, changes(events, model.now()))
      : model.journal.state === 'connecting'
        ? loading('events', 4)
        : empty('Nothing has changed.', model.journal.state === 'stale' ? 'No coordinator tells what was before.' : ''),
    events.length > 0 && a({class: 'more small', href: '#/events'}, 'all events'));
}

export const journalHint = (journal) =>
  journal.state === 'stale' ? 'the journal is away; this is what the gateway sees' : '';

function membersPanel(model, ui) {
  const rows = kept(ui.overviewOrder ?? [], model.members);
  ui.overviewOrder = rows.map((member) => member.id);
  return panelOf({class: 'flush'}, 'Members', '', the(Table, {
    columns: brief(model), rows, label: 'members', heightMax: HEIGHT_MAX, onOpen: (member) => open(member.id),
  }));
}

const open = (id) => go({view: 'members', rest: [id]});

function timelinePanel(model) {
  const to = model.now();
  const range = {from: to - RECENT, to};
  const rows = bands(model.events(), model.members, range.from, range.to);
  // With many members those that moved tell something, and the rest would be a wall of green.
  const shown = rows.length > BAND_ROWS ? rows.filter((row) => row.bands.length > 1).slice(0, BAND_ROWS) : rows;
  const act = {onPoint: () => {}, onPick: (band) => go({view: 'timeline', parameters: {member: band.id}})};
  return panel(`Last ${length(RECENT)}`, shown.length < rows.length
    ? `${shown.length} that moved, of ${count(rows.length)}`
    : 'click a band for its evidence',
  div({class: 'bands'}, shown.map((row) => bandRow(row, range, to, act)),
    shown.length === 0 && empty('No member has changed its state.'), axis(ticks(range.from, range.to, 8), range)),
  legend([...new Set(shown.flatMap((row) => row.bands.map((band) => band.state)))]));
}
