// packwarden-ignore-next-line jwt -- a sample until 2027-06-30
x
