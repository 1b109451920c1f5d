-- The chats that are closed are listed for who set the org up, however many there are.

create index chat_line_closed on chat_line (org, closed_at) where closed_at is not null;
