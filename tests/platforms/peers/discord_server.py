"""Lets any Discord client talk to simcord, somebody else's model of Discord, on this machine.

Simcord lives in one Python process with discord.py. Its backend gets here the two faces that Discord
has for everybody else: the REST API below /api/v10, and a gateway. What people do is asked for below
/do: each is one POST with a JSON object.

Prints {"url": ..., "bot": ..., "application": ...} and ends with its input.
"""

import asyncio
import io
import json
import socket
import sys
import time
from types import SimpleNamespace

from aiohttp import WSMsgType, web
from simcord import interactions
from simcord.backend import Backend, serializers
from simcord.backend.errors import BackendError
from simcord.http import router
from simcord.http import routes as _routes  # noqa: F401  (registers the routes)

API = "/api/v10"
# What a slash command, a press and a filled form are called on the wire.
COMMAND, PRESS, FORM = 2, 3, 5


def plain(value):
    """The value as JSON has it: numbers of things are texts, kinds of things are numbers."""

    def odd(one):
        return int(one) if hasattr(one, "__int__") else str(one)

    return json.loads(json.dumps(value, default=odd))


class Lines:
    """The open lines of the gateway; a session ends with its line."""

    def __init__(self, backend, url):
        self.backend, self.url = backend, url
        self.open = {}
        backend.subscribers.append(self.tell)

    def tell(self, sort, payload):
        payload = plain(payload)
        for queue in self.open.values():
            queue.put_nowait((sort, payload))

    async def serve(self, request):
        line = web.WebSocketResponse()
        await line.prepare(request)
        await line.send_json({"op": 10, "d": {"heartbeat_interval": 41250}, "s": None, "t": None})
        telling = None
        async for message in line:
            if message.type != WSMsgType.TEXT:
                continue
            frame = json.loads(message.data)
            if frame["op"] == 1:
                await line.send_json({"op": 11, "d": None, "s": None, "t": None})
            elif frame["op"] == 6:
                await line.send_json({"op": 9, "d": False, "s": None, "t": None})
            elif frame["op"] == 2 and telling is None:
                telling = asyncio.create_task(self.follow(line))
        if telling:
            telling.cancel()
        return line

    async def follow(self, line):
        queue = asyncio.Queue()
        name = f"session{id(queue):x}"
        backend = self.backend
        ready = {
            "v": 10,
            "user": {**serializers.user_payload(backend.bot_user), "bot": True},
            "guilds": [{"id": str(guild), "unavailable": True} for guild in backend.guilds],
            "session_id": name,
            "resume_gateway_url": self.url,
            "application": {"id": str(backend.application_id), "flags": 0},
        }
        queue.put_nowait(("READY", plain(ready)))
        self.open[name] = queue
        try:
            number = 0
            while True:
                sort, payload = await queue.get()
                number += 1
                await line.send_json({"op": 0, "t": sort, "s": number, "d": payload})
        finally:
            del self.open[name]


class Server:
    """Discord, as far as a bot and a few people need it."""

    def __init__(self, port):
        self.backend = Backend()
        self.guild = self.backend.create_guild("Acme")
        self.url = f"http://127.0.0.1:{port}"
        self.lines = Lines(self.backend, f"ws://127.0.0.1:{port}/gateway")
        self.began, self.told = time.monotonic(), 0.0

    def tick(self):
        """Simcord's clock stands still by itself; deadlines are about the real one."""
        now = time.monotonic() - self.began
        whole = int((now - self.told) * 1000) / 1000
        self.backend.advance_clock(whole)
        self.told += whole

    async def api(self, request):
        """What the bot asks of Discord."""
        self.tick()
        path = request.path.removeprefix(API)
        if path == "/gateway/bot":
            limit = {"total": 1000, "remaining": 1000, "reset_after": 0, "max_concurrency": 1}
            way = {"url": self.lines.url, "shards": 1, "session_start_limit": limit}
            return web.json_response(way)
        if path == "/applications/@me":
            return web.json_response({"id": str(self.backend.application_id), "name": "Gendan"})
        if not request.headers.get("Authorization", "").startswith("Bot "):
            return web.json_response({"message": "401: Unauthorized", "code": 0}, status=401)
        body, files = await self.body_of(request)
        # Simcord knows no such field of an answer; Discord takes it.
        if isinstance(body, dict) and isinstance(body.get("message_reference"), dict):
            body["message_reference"].pop("fail_if_not_exists", None)
        try:
            done = router.dispatch(
                self.backend, request.method, path, json=body, params=dict(request.query), files=files
            )
        except BackendError as error:
            return web.json_response(plain(error.to_json()), status=error.status)
        if done is None or (path.endswith("/callback") and request.query.get("with_response") != "true"):
            return web.Response(status=204)
        return web.json_response(plain(done))

    @staticmethod
    async def body_of(request):
        if request.content_type != "multipart/form-data":
            text = await request.text()
            return (json.loads(text) if text else None), []
        body, files = None, []
        async for part in await request.multipart():
            if part.name == "payload_json":
                body = json.loads(await part.text())
            else:
                content = io.BytesIO(await part.read())
                files.append(SimpleNamespace(fp=content, filename=part.filename, description=None))
        return body, files

    async def do(self, request):
        """What somebody does."""
        self.tick()
        act = getattr(self, "do_" + request.match_info["act"])
        try:
            return web.json_response(plain(act(SimpleNamespace(**await request.json()))))
        except BackendError as error:
            return web.json_response({"error": str(error)}, status=500)

    def do_join(self, what):
        """Somebody comes to the server; gives the account and the direct chat with the bot."""
        user = self.backend.make_user(what.name)
        self.backend.add_member(self.guild.id, user.id)
        return {"id": str(user.id), "chat": str(self.backend.get_dm_channel(user.id).id)}

    def do_write(self, what):
        message = self.backend.create_message(int(what.chat), int(what.user), what.content)
        return {"id": str(message.id)}

    def do_use(self, what):
        """Uses a slash command that the bot has offered."""
        words = what.command.split()
        commands = [one for scope in self.backend.commands.values() for one in scope.values()]
        root = next((one for one in commands if one["name"] == words[0]), None)
        if root is None:
            names = sorted(one["name"] for one in commands)
            raise web.HTTPConflict(text=f"no command {words[0]} among {names}")
        options = [{"name": k, "type": 3, "value": v} for k, v in what.options.items()]
        for word in reversed(words[1:]):
            options = [{"name": word, "type": 1, "options": options}]
        data = {"id": root["id"], "name": root["name"], "type": 1, "options": options}
        return self.interact(COMMAND, what, data, None)

    def do_press(self, what):
        """Presses a button of a message that really has it."""
        message = self.backend.get_message(int(what.chat), int(what.message))
        data = {"custom_id": what.button, "component_type": 2}
        if what.button not in json.dumps(plain(message.components)):
            raise web.HTTPConflict(text=f"no button {what.button}")
        return self.interact(PRESS, what, data, message)

    def do_fill(self, what):
        """Fills in the form that an interaction opened."""
        opened = self.backend.interactions[int(what.interaction)]
        if not opened.modal:
            raise web.HTTPConflict(text="no form was opened")
        rows = [
            {"type": 1, "components": [{"type": 4, "custom_id": name, "value": value}]}
            for name, value in what.fields.items()
        ]
        data = {"custom_id": opened.modal["custom_id"], "components": rows}
        return self.interact(FORM, what, data, None)

    def interact(self, sort, what, data, message):
        record, payload = interactions.base_payload(
            self.backend, type=sort, channel_id=int(what.chat), guild_id=None,
            user_id=int(what.user), data=data,
        )
        payload["locale"] = "zh-CN"
        if message is not None:
            record.source_message_id = message.id
            payload["message"] = serializers.message_payload(self.backend, message)
        self.backend.emit("INTERACTION_CREATE", plain(payload))
        return {"id": str(record.id)}

    def do_look(self, what):
        """What stands in a chat, and what became of the interactions."""
        there = self.backend.messages[int(what.chat)].values()
        return {
            "online": bool(self.lines.open),
            "messages": [serializers.message_payload(self.backend, one) for one in there],
            "forms": {
                str(number): one.modal for number, one in self.backend.interactions.items() if one.modal
            },
            "unanswered": [
                str(number) for number, one in self.backend.interactions.items() if not one.responded
            ],
            "commands": [
                one["name"] for scope in self.backend.commands.values() for one in scope.values()
            ],
        }


async def main():
    app = web.Application(client_max_size=64 << 20)
    runner = web.AppRunner(app)
    # The port is known before anything can be asked of it.
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = Server(listener.getsockname()[1])
    app.router.add_get("/gateway", server.lines.serve)
    app.router.add_route("*", API + "/{rest:.*}", server.api)
    app.router.add_post("/do/{act}", server.do)
    await runner.setup()
    await web.SockSite(runner, listener).start()
    backend = server.backend
    about = {
        "url": server.url,
        "bot": str(backend.bot_user.id),
        "application": str(backend.application_id),
    }
    print(json.dumps(about), flush=True)
    await asyncio.get_running_loop().run_in_executor(None, sys.stdin.read)
    await runner.cleanup()


asyncio.run(main())
