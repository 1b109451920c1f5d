terminal-hello = 跟单 · { $who }。说一句话，或输入“帮助”；!2 按第 2 个按钮；Ctrl-D 退出。
