// The topology, as large as there is room for, and what is wrong with its edges in words.
import {a, div, li, span, strong, the, ul} from '../dom.js';
import {Density} from '../parts/density.js';
import {Graph} from '../parts/graph.js';
import {dot, empty, loading, panel, panelOf} from '../parts/marks.js';
import {edgeStates} from '../pure/edges.js';
import {plural} from '../pure/format.js';
import {go, memberAddress} from '../router.js';
import {GRAPH_MAX} from './overview.js';

const TROUBLES_MAX = 40;

export function topology(model) {
  const {members, view, suspected} = model;
  if (view.number < 0) {
    return panel(null, null, loading('the topology', 10));
  }
  if (members.length === 0) {
    return panel('Topology', '', empty('No members yet.', view.stageDetail));
  }
  const many = members.length > GRAPH_MAX;
  const edges = edgeStates(members, view.links, view.edges, view.self);
  const troubled = edges.filter((edge) => edge.state !== 'good').sort((one, other) => ORDER.indexOf(one.state) - ORDER.indexOf(other.state));
  return [
    panelOf({class: 'topology-large'}, many ? plural(members.length, 'member', 'members') : 'Who hears whom',
      many ? 'a cell is a member; a full one is not healthy' : `${plural(edges.length, 'edge', 'edges')}, ${troubled.length} not good`,
      many
        ? the(Density, {members, suspected})
        : the(Graph, {members, edges, suspected, row: 104, onOpen: (id) => go({view: 'members', rest: [id]})}),
      !many && key()),
    panel('Edges that are not good', troubled.length > TROUBLES_MAX ? `the first ${TROUBLES_MAX} of ${troubled.length}` : '',
      troubled.length === 0
        ? empty('All edges are good.', 'Every member hears those that it watches, and is heard by them.')
        : ul({class: 'troubles'}, troubled.slice(0, TROUBLES_MAX).map(trouble))),
  ];
}

const ORDER = ['broken', 'oneway', 'lossy', 'untold'];
const TONES = {broken: 'unreachable', oneway: 'degraded', lossy: 'degraded', untold: 'maintenance'};
const WORDS = {broken: 'broken both ways', oneway: 'one way only', lossy: 'lossy', untold: 'not told yet'};

const trouble = (edge) => li({key: `${edge.one} ${edge.other}`, class: 'trouble'}, dot(TONES[edge.state]),
  span(a({href: memberAddress(edge.one), class: 'name'}, edge.one), ' – ', a({href: memberAddress(edge.other), class: 'name'}, edge.other)),
  strong({class: `tinted tone-${TONES[edge.state]}`}, WORDS[edge.state]),
  span({class: 'quiet'}, edge.why));

/** What the signs mean; the words stand there in any case, so this is for who looks for the first time. */
const key = () => div({class: 'legend small'},
  ['good', ...ORDER].map((state) => span({key: state, class: 'legend-item'},
    span({class: `legend-line edge-${state}`, 'aria-hidden': 'true'}), state === 'good' ? 'both hear' : WORDS[state])),
  span({class: 'legend-item'}, span({class: 'legend-ring', 'aria-hidden': 'true'}), 'suspected'));
