import {done} from './check.js';
import './headline.js';
import './edges.js';
import './bands.js';
import './sorting.js';
import './view.js';
import './small.js';

done();
