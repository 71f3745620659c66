"""Anonymous surveys of what groups at risk need: no name, no phone, no birth; counted to plan support ahead."""
