from cultureserve.straight import run

run()
