terminal-hello = Gendan · { $who }. Say something, or “help”; !2 presses button 2; Ctrl-D leaves.
terminal-in-group = This is a group: amounts and contact data are masked. Begin a line with > to answer a question of mine: > tomorrow 3pm
terminal-file-failed = ⚠️ The file could not be put into { $folder }: { $why }. Look at that folder and export again.
