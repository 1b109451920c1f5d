terminal-hello = Gendan · { $who }. Say something, or “help”; !2 presses button 2; Ctrl-D leaves.
