"""A small bot of the usual kind: python-telegram-bot and SQLAlchemy on a durable SQLite.

For each message it writes what came in, a lead, an event and the reply, and sends the reply.
"""

import datetime
import logging
import os

from sqlalchemy import ForeignKey, create_engine, event
from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters


class Base(DeclarativeBase):
    pass


class Inbox(Base):
    __tablename__ = "inbox"
    update_id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int]
    raw: Mapped[str]
    at: Mapped[datetime.datetime]


class Lead(Base):
    __tablename__ = "lead"
    id: Mapped[int] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(index=True)
    phone: Mapped[str] = mapped_column(index=True)
    owner: Mapped[int]


class Event(Base):
    __tablename__ = "event"
    id: Mapped[int] = mapped_column(primary_key=True)
    lead: Mapped[int] = mapped_column(ForeignKey("lead.id"), index=True)
    actor: Mapped[int]
    fields: Mapped[str]
    at: Mapped[datetime.datetime]


class Outbox(Base):
    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    chat: Mapped[int]
    text: Mapped[str]


engine = create_engine("sqlite:///bot.db")


@event.listens_for(engine, "connect")
def durable(connection, _):
    connection.execute("pragma journal_mode = wal")
    connection.execute("pragma synchronous = full")


async def said(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
    message = update.effective_message
    words = (message.text or "").split()
    if len(words) != 3 or words[0] != "加线索":
        await message.reply_text("?")
        return
    chat, now = message.chat_id, datetime.datetime.now(datetime.timezone.utc)
    with Session(engine) as session:
        session.add(Inbox(update_id=update.update_id, chat=chat, raw=update.to_json(), at=now))
        lead = Lead(name=words[1], phone=words[2], owner=chat)
        session.add(lead)
        session.flush()
        session.add(Event(lead=lead.id, actor=chat, fields=message.text, at=now))
        text = f"✅ {lead.name}（L-{lead.id}）"
        session.add(Outbox(chat=chat, text=text))
        session.commit()
    await message.reply_text(text)


def main() -> None:
    logging.basicConfig(level=logging.WARNING)
    Base.metadata.create_all(engine)
    url = os.environ["BOT_URL"]
    builder = Application.builder().token(os.environ["BOT_TOKEN"])
    application = builder.base_url(f"{url}/bot").base_file_url(f"{url}/file/bot").build()
    application.add_handler(MessageHandler(filters.TEXT, said))
    application.run_polling()


if __name__ == "__main__":
    main()
