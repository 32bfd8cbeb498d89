"""A real standalone Spark cluster for the tests: a master and two workers on loopback, thrown away at the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from importlib.util import find_spec
from pathlib import Path

from tests.postgres import die_with_parent

START_SECONDS = 120
WORKERS = 2
QUICK = "-XX:TieredStopAtLevel=1 -XX:+UseSerialGC"
"""What lets a Java program that lives for a minute begin sooner."""
SMALL = {
    "spark.executor.memory": "512m",
    "spark.executor.cores": "1",
    "spark.driver.memory": "512m",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.sql.shuffle.partitions": "2",
    "spark.default.parallelism": "2",
    # A few hundred rows are read sooner than code for reading them is compiled.
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
    "spark.sql.adaptive.enabled": "false",
    "spark.executor.extraJavaOptions": QUICK,
    "spark.driver.extraJavaOptions": QUICK,
}
"""A session that fits beside a test run."""


class NoCluster(RuntimeError):
    """The cluster could not be started; the message says what to do."""


class Cluster:
    """``master`` is the address of a cluster of two workers with one core and so much ``memory`` each."""

    def __init__(self, memory: str = "600m") -> None:
        self.memory = memory
        self.directory = Path(tempfile.mkdtemp(prefix="dangvu-spark-"))
        self.processes: list[subprocess.Popen[bytes]] = []
        self.master = ""

    def start(self) -> Cluster:
        """Start and wait until every worker is registered; raises NoCluster with the words of whichever did not come up."""
        spec = find_spec("pyspark")
        if spec is None or spec.origin is None or shutil.which("java") is None:
            raise NoCluster("No Spark: install requirements/dev.txt, and Java by scripts/system-packages test.")
        try:
            self._launch(Path(spec.origin).parent)
        except BaseException:
            self.stop()
            raise
        return self

    def _launch(self, home: Path) -> None:
        port = free_port()
        self.master = f"spark://127.0.0.1:{port}"
        self._run(home, "master", "org.apache.spark.deploy.master.Master", "--host", "127.0.0.1", "--port", str(port))
        self._wait("master", "Starting Spark master", 1)
        for number in range(WORKERS):
            words = ("--host", "127.0.0.1", "--cores", "1", "--memory", self.memory, "--work-dir", str(self.directory / f"work{number}"))
            self._run(home, f"worker{number}", "org.apache.spark.deploy.worker.Worker", *words, self.master)
        self._wait("master", "Registering worker", WORKERS)

    def _run(self, home: Path, name: str, name_of: str, *words: str) -> None:
        quiet = {"SPARK_DAEMON_MEMORY": "256m", "SPARK_LOCAL_IP": "127.0.0.1", "SPARK_DAEMON_JAVA_OPTS": QUICK}
        with (self.directory / name).open("wb") as log:
            process = subprocess.Popen(
                [str(home / "bin" / "spark-class"), name_of, "--webui-port", "0", *words],
                env={**os.environ, **quiet, "SPARK_HOME": str(home)},
                cwd=self.directory,
                stdout=log,
                stderr=subprocess.STDOUT,
                preexec_fn=die_with_parent,  # noqa: PLW1509 (nothing of the tests runs in threads here)
            )
        self.processes.append(process)

    def _wait(self, name: str, words: str, times: int) -> None:
        deadline = time.monotonic() + START_SECONDS
        while time.monotonic() < deadline and all(each.poll() is None for each in self.processes):
            if self.log(name).count(words) >= times:
                return
            time.sleep(0.1)
        raise NoCluster(f"Spark did not start:\n{self.log(name)[-2000:]}")

    def log(self, name: str) -> str:
        return (self.directory / name).read_text(errors="replace")

    def stop(self) -> None:
        """Stop what was started, by its id, and remove all it wrote."""
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()
        shutil.rmtree(self.directory, ignore_errors=True)


def free_port() -> int:
    """A port of loopback that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
