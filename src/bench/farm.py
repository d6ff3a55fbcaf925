#!/usr/bin/env python3
"""Many dpm-runners in one process, as the operator meets them: each has an address of loopback, all have one port and one
certificate, each answers GET /api/v1/status over TLS to who bears its token. fleet.py starts it:

  farm.py SETUP     SETUP: a JSON file with port, certificate, key, status (what a real dpm-runner answered) and
                    pods (address -> token)

Commands come on stdin, one a line, and each is answered by one line of JSON:
  trouble N   from now on the first N report a breach       silent N   from now on the last N never answer
  calm        all are well                                  count      questions answered, connections opened and open
"""
import asyncio
import asyncio.sslproto
import copy
import datetime
import json
import socket
import ssl
import sys

# asyncio allocates a buffer of this size for each connection; with 256 KiB, its default, they would take half a gigabyte
asyncio.sslproto.SSLProtocol.max_size = 16 << 10
MEBIBYTE = 1 << 20


def text(document):
    return json.dumps(document, separators=(",", ":")).encode()


def now():
    return datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")


class Pod:
    """One simulated dpm-runner. Its answer is computed only when it changes, since there are 200 requests in a second."""

    def __init__(self, number, token, status):
        self.bearer = b"Bearer " + token.encode()
        self.status = copy.deepcopy(status)
        self.target()["memory_bytes"] = (60 + number % 100) * MEBIBYTE
        self.is_silent = False
        self.well = self.answer = self.made(self.status)

    def target(self):
        return self.status["targets"][0]

    @staticmethod
    def made(status):
        body = text(status)
        return b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(body), body)

    def breach(self):
        sentence = "memory 231 MiB is over its threshold of 218 MiB for 10 s"
        changed = copy.deepcopy(self.status)
        target = changed["targets"][0]
        target.update(breach=sentence, health="DOWN", memory_bytes=231 * MEBIBYTE)
        target.setdefault("story", {}).update(trouble_since=now(), failed=False, incident={
            "cause": "memory", "at": now(), "sentence": sentence})
        self.answer = self.made(changed)


class Farm:
    def __init__(self, setup):
        self.pods = {address: Pod(number, token, setup["status"])
                     for number, (address, token) in enumerate(setup["pods"].items())}
        self.asked = self.opened = self.open = 0

    def told(self, command, number=0):
        every = list(self.pods.values())
        if command == "trouble":
            for pod in every[:number]:
                pod.breach()
        elif command == "silent":
            for pod in every[len(every) - number:]:
                pod.is_silent = True
        elif command == "calm":
            for pod in every:
                pod.answer, pod.is_silent = pod.well, False
        return {"asked": self.asked, "opened": self.opened, "open": self.open}


class Connection(asyncio.Protocol):
    def __init__(self, farm):
        self.farm, self.pod, self.transport, self.heard = farm, None, None, b""

    def connection_made(self, transport):
        self.transport = transport
        self.farm.opened += 1
        self.farm.open += 1
        self.pod = self.farm.pods.get(transport.get_extra_info("sockname")[0])

    def connection_lost(self, fault):
        self.farm.open -= 1

    def data_received(self, data):
        self.heard += data
        while b"\r\n\r\n" in self.heard:
            head, self.heard = self.heard.split(b"\r\n\r\n", 1)
            self.answer(head.split(b"\r\n"))

    def answer(self, lines):
        given = [line.split(b":", 1)[1].strip() for line in lines[1:] if line.lower().startswith(b"authorization:")]
        if self.pod is None or given != [self.pod.bearer]:
            self.transport.write(b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 0\r\n\r\n")
        elif not lines[0].startswith(b"GET /api/v1/status "):
            self.transport.write(b"HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n")
        elif not self.pod.is_silent:
            self.farm.asked += 1
            self.transport.write(self.pod.answer)


def listener(port):
    """Listens at all loopback addresses, and at no other address."""
    each = socket.socket()
    each.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    each.setsockopt(socket.SOL_SOCKET, socket.SO_BINDTODEVICE, b"lo")
    each.bind(("0.0.0.0", port))
    each.listen(4096)
    each.setblocking(False)
    return each


async def serve(setup):
    farm, loop = Farm(setup), asyncio.get_running_loop()
    trust = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trust.load_cert_chain(setup["certificate"], setup["key"])
    # real dpm-runners share no keys for TLS sessions, so a session with one cannot be resumed at another
    trust.num_tickets = 0
    trust.options |= ssl.OP_NO_TICKET
    server = await loop.create_server(lambda: Connection(farm), sock=listener(setup["port"]), ssl=trust)
    print(json.dumps(farm.told("count")), flush=True)
    async with server:
        while line := await loop.run_in_executor(None, sys.stdin.readline):
            words = line.split()
            print(json.dumps(farm.told(words[0], *map(int, words[1:]))), flush=True)


def main():
    with open(sys.argv[1]) as file:
        setup = json.load(file)
    asyncio.run(serve(setup))


if __name__ == "__main__":
    sys.exit(main())
