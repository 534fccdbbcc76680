// Many members: each zone as a field of small cells, and by name only those that are not healthy.
import {Component} from '../lib/preact.js';
import {a, div, path, span, strong, svg} from '../dom.js';
import {count, plural} from '../pure/format.js';
import {cells, groups} from '../pure/placing.js';
import {countByState, stateOf} from '../pure/states.js';
import {memberAddress, written} from '../router.js';
import {badge} from './marks.js';

const NAMED_MAX = 10;
const CELL = 10;

/** Properties: members, suspected. */
export class Density extends Component {
  constructor(properties) {
    super(properties);
    this.state = {width: 0};
  }

  componentDidMount() {
    this.observer = new ResizeObserver(() => {
      const field = this.base.querySelector('.density-field');
      if (field && field.clientWidth !== this.state.width) {
        this.setState({width: field.clientWidth});
      }
    });
    this.observer.observe(this.base);
  }

  componentWillUnmount() {
    this.observer.disconnect();
  }

  render({members}) {
    return div({class: 'density'}, groups(members).map((group) => this.zone(group)));
  }

  zone({name, members}) {
    const ill = members
      .filter((member) => member.state !== 'HEALTHY')
      .sort((one, other) => stateOf(one.state).rank - stateOf(other.state).rank);
    return div({key: name, class: 'density-zone'},
      div({class: 'density-head'}, strong(name), span({class: 'quiet small'}, plural(members.length, 'member', 'members')),
        span({class: 'density-counts small'}, countByState(members).map(({state, size}) =>
          span({key: state, class: `tone-${stateOf(state).tone} tinted`}, `${count(size)} ${state.toLowerCase()} `)))),
      div({class: 'density-field'}, this.state.width > 0 && field(members, this.state.width)),
      ill.length > 0 && div({class: 'density-ill'}, ill.slice(0, NAMED_MAX).map((member) =>
        a({key: member.id, class: 'chip', href: memberAddress(member.id), title: member.why, 'data-row': member.id},
          member.id, ' ', badge(member.state))),
      ill.length > NAMED_MAX && a({class: 'chip', href: written({view: 'members', parameters: {q: name, sort: 'state'}})},
        `and ${count(ill.length - NAMED_MAX)} others`)));
  }
}

/** One path per colour: a thousand elements would cost more than all the rest of the page. */
function field(members, width) {
  const grid = cells(members, width, CELL);
  const drawn = new Map();
  for (const {state, x, y} of grid.cells) {
    const {tone} = stateOf(state);
    // Healthy is a dot, everything else a full cell: told apart without colours.
    const shape = tone === 'healthy' ? `M${x + 3} ${y + 3}h4v4h-4z` : `M${x + 1} ${y + 1}h8v8h-8z`;
    drawn.set(tone, (drawn.get(tone) ?? '') + shape);
  }
  return svg({width, height: grid.height, 'aria-hidden': 'true'},
    [...drawn].map(([tone, d]) => path({key: tone, class: `density-cell tone-${tone}`, d})));
}
