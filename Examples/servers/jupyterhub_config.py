"""A class on one small server. Start it with:  jupyterhub --config Examples/servers/jupyterhub_config.py

The README beside this file explains each part, and what to change before real pupils come.
"""
import os
import secrets

c = get_config()  # noqa: F821  JupyterHub brings it along.

# Only this machine can reach the hub until a web server with https stands before it.
c.JupyterHub.bind_url = os.environ.get("LINNET_HUB_URL", "http://127.0.0.1:8000")

# Everything the hub writes lies in one folder; everyone gets a folder of their own in it.
folder = os.path.abspath(os.environ.get("LINNET_HUB_FOLDER", "linnet-hub"))
os.makedirs(folder, mode=0o700, exist_ok=True)
c.JupyterHub.db_url = f"sqlite:///{folder}/hub.sqlite"
c.JupyterHub.cookie_secret_file = f"{folder}/cookie_secret"
c.ConfigurableHTTPProxy.pid_file = f"{folder}/proxy.pid"
c.SimpleLocalProcessSpawner.home_dir_template = f"{folder}/homes/{{username}}"

c.Spawner.default_url = "/lab"
c.Spawner.args = [
    # Notebook and kernel talk over files that only their owner can open, not over ports that everyone on this
    # machine can listen to.
    "--KernelManager.transport=ipc",
    # New notebooks are in Linnet.
    "--MultiKernelManager.default_kernel_name=linnet",
    # Kernels that nobody has used for twenty minutes end, and so does a server without kernels after an hour.
    "--MappingKernelManager.cull_idle_timeout=1200",
    "--MappingKernelManager.cull_interval=120",
    "--ServerApp.shutdown_no_activity_timeout=3600",
    # A class needs no command line on the server.
    "--ServerApp.terminals_enabled=False",
]

# How many may start in the same moment; the others wait a little.
c.JupyterHub.concurrent_spawn_limit = 10

# ---- FOR TRYING OUT ONLY: any name with one password, and all of them as the person who started the hub. --------
# For a real class take a spawner and an authenticator that know your accounts, and delete these lines.
password = os.environ.get("LINNET_HUB_PASSWORD") or secrets.token_urlsafe(9)
print(f"Any name, with the password {password}")
c.JupyterHub.spawner_class = "simple"
c.JupyterHub.authenticator_class = "shared-password"
c.SharedPasswordAuthenticator.user_password = password
c.Authenticator.allow_all = True
if os.geteuid() == 0:
    c.Spawner.args += ["--allow-root"]
# -----------------------------------------------------------------------------------------------------------------
