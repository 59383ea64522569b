import '../ui/vscodeElements';
import '../ui/ui.css';
import './canvas.css';
import { createRoot } from 'react-dom/client';
import { App } from './App';
import { listen } from './messages';

const root = document.getElementById('root');
if (!root) throw new Error('The page has no element #root for the canvas.');
createRoot(root).render(<App />);
listen();
