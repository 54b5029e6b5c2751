import Reveal from 'reveal.js';
import 'reveal.js/reveal.css';
import 'reveal.js/theme/white.css';
import 'sidestep-race/element';

new Reveal().initialize();
