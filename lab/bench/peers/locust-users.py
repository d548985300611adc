"""The five operations in Locust. The bench runs this file, and passes the work in environment variables."""

import json
import os
import random

import gevent
from locust import FastHttpUser, constant, task

with open(os.environ["BENCH_WORK"], encoding="utf-8") as file:
    WORK = json.load(file)
THINK_SECONDS = float(os.environ["BENCH_THINK_MS"]) / 1000


class DeskUser(FastHttpUser):
    wait_time = constant(0)

    def on_start(self):
        self.deal_id = WORK["dealId"]

    @task
    def day(self):
        for operation in WORK["operations"]:
            self.do(operation)
            if THINK_SECONDS > 0:
                gevent.sleep(THINK_SECONDS)

    def do(self, operation):
        request = random.choice(operation["requests"])
        headers = {
            "authorization": WORK["authorization"],
            "x-forwarded-for": "198.18.0.1",
            "traceparent": "00-0123456789abcdef0000000000000001-0000000000000001-01",
        }
        if request["body"]:
            headers["content-type"] = "application/json"
        with self.client.request(
            operation["method"],
            request["path"].replace(WORK["dealId"], self.deal_id),
            data=request["body"] or None,
            headers=headers,
            name=operation["id"],
            catch_response=True,
        ) as reply:
            if reply.status_code != operation["status"]:
                reply.failure(f"status {reply.status_code}")
            elif not reply.headers.get("content-type", "").startswith(operation["contentType"]):
                reply.failure("content type")
            elif operation["contains"] == "[" and not reply.text.startswith("["):
                reply.failure("no list")
            elif operation["contains"] not in reply.text:
                reply.failure("body")
            elif operation["id"] == "deals.create":
                self.deal_id = json.loads(reply.text)["id"]
