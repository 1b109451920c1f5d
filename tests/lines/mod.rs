//! The lines of work from outside: what is due is done, what cannot go out waits or is given up.

mod closed;
mod cron;
mod dead;
mod delivery;
mod jobs;
mod old;
