"""Answers as IBM Watson Speech to Text's published interface says: watson_stand_in.py PORT_FILE LOG SCENARIO.

SCENARIO: "good"; "busy" (503 twice, then good); "refuses" (401); "odd" (an answer that is none); "silent" (never answers).
LOG gets a line a request: path, authorisation, type and number of bytes.
"""
import http.server
import json
import os
import sys
import time

port_file, log, scenario = sys.argv[1:]
GOOD = {
    "result_index": 0,
    "results": [
        {"final": True, "alternatives": [{"transcript": "several tornadoes %HESITATION touch down ", "confidence": 0.96, "timestamps": [
            ["several", 0.5, 0.9], ["tornadoes", 0.9, 1.5], ["%HESITATION", 1.5, 1.8], ["touch", 1.8, 2.1], ["down", 2.1, 2.5]]}]},
        {"final": True, "alternatives": [{"transcript": "it rains ", "confidence": 0.9, "timestamps": [
            ["it", 3.5, 3.6], ["rains", 3.6, 4.1]]}]},
    ],
}


class Service(http.server.BaseHTTPRequestHandler):
    requests = 0

    def do_POST(self):
        Service.requests += 1
        body = self.rfile.read(int(self.headers["Content-Length"]))
        with open(log, "a") as file:
            print(self.path, self.headers["Authorization"], self.headers["Content-Type"], len(body), file=file)
        if scenario == "silent":
            time.sleep(20)
        status = 401 if scenario == "refuses" else 503 if scenario == "busy" and Service.requests <= 2 else 200
        answer = GOOD if status == 200 else {"code": status, "error": "refused", "code_description": "refused"}
        data = b"<html>" if scenario == "odd" else json.dumps(answer).encode()
        self.send_response(status)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Service)
with open(port_file + ".new", "w") as file:
    file.write(str(server.server_address[1]))
os.rename(port_file + ".new", port_file)
server.serve_forever()
