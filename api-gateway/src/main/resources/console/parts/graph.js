// The topology as a drawing: members in their zones, and lines that tell what both ends hear.
import {Component} from '../lib/preact.js';
import {circle, classes, defs, div, g, line, path, pattern, rect, svg, text, title} from '../dom.js';
import {placed} from '../pure/placing.js';
import {shownScore, stateOf} from '../pure/states.js';

const RADIUS = 17;

/** Properties: members, edges as of edges.js, suspected, leader, onOpen(id), roomy: whether there is room for states under names. */
export class Graph extends Component {
  constructor(properties) {
    super(properties);
    this.state = {width: 0};
  }

  componentDidMount() {
    this.observer = new ResizeObserver(([entry]) => this.setState({width: Math.floor(entry.contentRect.width)}));
    this.observer.observe(this.base);
  }

  componentWillUnmount() {
    this.observer.disconnect();
  }

  render({members, edges, suspected, onOpen, row}) {
    // As high as it will be before its width is known: nothing below may jump.
    const {width} = this.state;
    const place = placed(members, Math.max(width, 200), {row});
    return div({class: 'graph', style: {height: `${place.height}px`}},
      width > 0 && svg({width, height: place.height, role: 'group', 'aria-label': 'topology'},
        defs(pattern({id: 'hatch', width: 6, height: 6, patternUnits: 'userSpaceOnUse', patternTransform: 'rotate(45)'},
          line({class: 'hatch', x1: 0, y1: 0, x2: 0, y2: 6}))),
        place.boxes.map((box) => zone(box)),
        ordered(edges).map((edge) => edgeLine(edge, place.places)),
        members.map((member) => node(member, place.places.get(member.id), suspected.get(member.id) ?? [], onOpen))));
  }
}

const zone = (box) => g({key: `zone ${box.name}`},
  rect({class: 'zone', x: box.x + 0.5, y: box.y + 0.5, width: box.width - 1, height: box.height - 1, rx: 8}),
  text({class: 'zone-name', x: box.x + 12, y: box.y + 20}, shortened(box.name, box.width - 20)));

const WEIGHT = {good: 0, untold: 1, lossy: 2, oneway: 3, broken: 4};

/** What is wrong is drawn last and so above the rest. */
const ordered = (edges) => [...edges].sort((one, other) => WEIGHT[one.state] - WEIGHT[other.state]);

function edgeLine(edge, places) {
  const one = places.get(edge.one);
  const other = places.get(edge.other);
  const key = `${edge.one} ${edge.other}`;
  const told = edge.why && title(edge.why);
  if (edge.state !== 'oneway') {
    return g({key, class: `edge edge-${edge.state}`}, told, straight(one, other));
  }
  const hears = edge.hears === edge.one ? one : other;
  const deaf = edge.hears === edge.one ? other : one;
  const middle = {x: (hears.x + deaf.x) / 2, y: (hears.y + deaf.y) / 2};
  return g({key, class: 'edge edge-oneway'}, told,
    straight(hears, middle), g({class: 'edge-deaf'}, straight(middle, deaf)));
}

const straight = (from, to) => line({x1: from.x, y1: from.y, x2: to.x, y2: to.y});

function node(member, at, observers, onOpen) {
  const state = stateOf(member.state);
  const score = shownScore(member);
  const words = [member.id, member.state, score === null ? 'no score' : `score ${score}`, member.why,
    member.leads && 'leader', observers.length > 0 && `suspected by ${observers.join(', ')}`].filter(Boolean).join(', ');
  return g({key: member.id, class: classes('node', `tone-${state.tone}`, observers.length > 0 && 'is-suspected'),
    transform: `translate(${at.x.toFixed(1)} ${at.y.toFixed(1)})`, role: 'link', tabIndex: 0, 'aria-label': words,
    'data-row': member.id, 'data-state': member.state, onClick: () => onOpen(member.id),
    onKeyDown: (event) => event.key === 'Enter' && onOpen(member.id)},
  title(words),
  circle({class: 'node-back', r: RADIUS + 3}),
  state.tone === 'maintenance' && circle({class: 'node-hatch', r: RADIUS}),
  circle({class: 'node-track', r: RADIUS}),
  score === null ? circle({class: 'node-none', r: RADIUS}) : ring(score),
  observers.length > 0 && circle({class: 'node-suspected', r: RADIUS + 5}),
  member.leads && path({class: 'crown', d: 'M-8 -20 L-9 -29 L-4 -25 L0 -31 L4 -25 L9 -29 L8 -20 Z'}),
  text({class: 'node-score', y: 4}, score ?? '–'),
  text({class: 'node-name', y: RADIUS + 17}, shortened(member.id, at.room)),
  member.state !== 'HEALTHY' && text({class: 'node-state', y: RADIUS + 29}, member.state.toLowerCase()));
}

/** As much of a ring as the score is of a hundred, from the top on. */
function ring(score) {
  if (score >= 100) {
    return circle({class: 'node-ring', r: RADIUS});
  }
  const angle = (score / 100) * 2 * Math.PI;
  const x = (RADIUS * Math.sin(angle)).toFixed(2);
  const y = (-RADIUS * Math.cos(angle)).toFixed(2);
  return score > 0 && path({class: 'node-ring', d: `M0 ${-RADIUS}A${RADIUS} ${RADIUS} 0 ${score > 50 ? 1 : 0} 1 ${x} ${y}`});
}

/** A name for so much room: its end tells members of one service apart, so the middle goes. */
function shortened(name, room) {
  const most = Math.max(6, Math.floor(room / 6.4));
  if (name.length <= most) {
    return name;
  }
  const tail = Math.ceil((most - 1) * 0.45);
  return `${name.slice(0, most - 1 - tail)}…${name.slice(-tail)}`;
}
