import LinnetCommand

runLinnetCommand()
