#!/bin/sh
printf 'last words\n'
exit 3
